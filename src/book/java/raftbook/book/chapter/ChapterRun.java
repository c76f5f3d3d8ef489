package raftbook.book.chapter;

import java.util.List;
import java.util.Optional;

/** A chapter with what its cells did. */
public record ChapterRun(ParsedChapter parsed, List<CellResult> results) {
    public ChapterRun {
        results = List.copyOf(results);
    }

    public Chapter chapter() {
        return parsed.chapter();
    }

    /** Empty where the chapter could not be run: its stage did not compile. */
    public Optional<CellResult> result(String id) {
        return results.stream().filter(result -> result.id().equals(id)).findFirst();
    }
}
