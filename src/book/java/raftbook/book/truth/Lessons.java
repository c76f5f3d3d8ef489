package raftbook.book.truth;

import java.nio.file.Files;
import java.util.List;
import raftbook.book.chapter.ChapterRun;
import raftbook.book.chapter.Layout;
import raftbook.book.source.Problem;

/** Who teaches one chapter from the book wants to teach the next one, too: all have notes, once one has. */
public final class Lessons {
    private Lessons() {}

    public static List<Problem> problems(List<ChapterRun> runs, Layout layout) {
        boolean asked = runs.stream().anyMatch(run -> run.lesson().isPresent());
        if (!asked) return List.of();
        return runs.stream()
                .map(ChapterRun::chapter)
                .filter(chapter ->
                        chapter.isNumbered() && !Files.exists(layout.lessons().resolve(chapter.name() + ".adoc")))
                .map(chapter -> new Problem(
                        chapter.file(),
                        0,
                        "nobody says how it is taught: write " + layout.show(layout.lessons()) + "/" + chapter.name()
                                + ".adoc; docs/writing.adoc says what is in it"))
                .toList();
    }
}
