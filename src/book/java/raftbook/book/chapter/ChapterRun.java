package raftbook.book.chapter;

import java.util.List;
import java.util.Optional;

/**
 * A chapter with what its cells did.
 *
 * @param lesson how it is taught, where that was asked for
 */
public record ChapterRun(ParsedChapter parsed, Optional<Lesson> lesson, List<CellResult> results) {
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
