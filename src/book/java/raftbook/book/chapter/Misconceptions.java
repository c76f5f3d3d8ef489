package raftbook.book.chapter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What learners get wrong, from {@code docs/misconceptions.txt}: lines of {@code id | belief}.
 *
 * @param beliefs by id, each a sentence that is not true
 */
public record Misconceptions(Map<String, String> beliefs) {
    /** The line that shows the table. */
    private static final String TABLE = "misconceptions::[]";

    private static final String ANCHOR = "misconception-";
    private static final String ROW = "belief-";

    /**
     * None where the file does not exist.
     *
     * @throws IllegalArgumentException for a line of another form
     */
    public static Misconceptions read(Layout layout) {
        Map<String, String> beliefs = new LinkedHashMap<>();
        for (String line : Layout.dataLines(layout.misconceptions())) {
            String[] part = line.split("\\s*\\|\\s*");
            if (part.length != 2 || beliefs.put(part[0], part[1]) != null) {
                throw new IllegalArgumentException(
                        layout.show(layout.misconceptions()) + " wants id | belief, each id once, not: " + line);
            }
        }
        return new Misconceptions(beliefs);
    }

    /** The aside that stands where a chapter meets it; its number leads to the table, if some chapter shows that. */
    String met(String id, List<Chapter> chapters) {
        String belief = beliefs.get(id);
        if (belief == null) return "";
        String number = "no. " + id;
        return ("<aside class=\"%s\" role=\"note\" id=\"%s%s\"><p class=\"misconception-title\">Misconception"
                        + " <span>%s</span></p><p>%s</p></aside>")
                .formatted(
                        Mark.MISCONCEPTION,
                        ANCHOR,
                        id,
                        tableChapter(chapters)
                                .map(name -> "<a href=\"%s.html#%s%s\">%s</a>".formatted(name, ROW, id, number))
                                .orElse(number),
                        Html.inline(belief));
    }

    /** Its number in running text, with a link to where it is met. */
    String named(String id, Map<String, Place> places) {
        Place place = places.get(id);
        String words = "misconception " + Html.escape(id);
        return place == null
                ? words
                : "<a href=\"%s.html#%s%s\" title=\"%s\">%s</a>"
                        .formatted(
                                place.chapter().name(),
                                ANCHOR,
                                id,
                                Html.escape(beliefs.getOrDefault(id, "")).replace("\"", "&quot;"),
                                words);
    }

    /** The name of the chapter that shows the table. */
    Optional<String> tableChapter(List<Chapter> chapters) {
        return chapters.stream()
                .filter(chapter -> chapter.lines().contains(TABLE))
                .map(Chapter::name)
                .findFirst();
    }

    /** All of them, each with a link to where it is met. */
    String table(Map<String, Place> places) {
        StringBuilder html =
                new StringBuilder("<table class=\"tableblock " + Mark.MISCONCEPTIONS + "\"><thead><tr><th></th>"
                        + "<th>What learners believe</th><th>Where the book meets it</th></tr></thead><tbody>");
        beliefs.forEach((id, belief) -> html.append("<tr id=\"%s%s\"><td>%s</td><td>%s</td><td>%s</td></tr>"
                .formatted(ROW, id, id, Html.inline(belief), link(id, places.get(id)))));
        return html.append("</tbody></table>").toString();
    }

    private static String link(String id, Place place) {
        if (place == null) return "";
        String chapter = place.chapter().label();
        String words = place.section().isEmpty() ? chapter : chapter + ": " + Html.inline(place.section());
        return "<a href=\"%s.html#%s%s\">%s</a>".formatted(place.chapter().name(), ANCHOR, id, words);
    }
}
