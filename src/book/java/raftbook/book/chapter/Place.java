package raftbook.book.chapter;

/**
 * Where the book says something.
 *
 * @param section the title of the section, as the chapter writes it; empty before the first
 */
public record Place(Chapter chapter, String section) {
    /** The innermost section that a line, 1-based, stands in. */
    static Place of(Chapter chapter, int line) {
        String section = "";
        boolean listing = false;
        for (String each : chapter.lines().subList(0, line - 1)) {
            if (each.strip().equals("----")) {
                listing = !listing;
            } else if (!listing && each.matches("={2,6} .*")) {
                section = each.replaceFirst("^=+ ", "").strip();
            }
        }
        return new Place(chapter, section);
    }
}
