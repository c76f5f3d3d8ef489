package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import raftbook.book.chapter.Chapter;

/** The gate: the book of this checkout is true, every cell having run in this build. */
class BookTest {
    private static Book book;

    @BeforeAll
    static void run() {
        book = TheBook.fresh();
    }

    @Test
    void theBookIsTrue() {
        assertThat(lines(book.problems())).isEmpty();
    }

    @Test
    void theNotebooksAreFresh() {
        assertThat(lines(book.staleNotebooks())).isEmpty();
    }

    @Test
    void whatAFreshCloneShowsIsWhatTheCellsDo() {
        assertThat(lines(book.staleRuns())).isEmpty();
    }

    @Test
    void everyChapterRunsALiveCluster() {
        assertThat(book.chapters()).filteredOn(Chapter::isNumbered).allSatisfy(chapter -> assertThat(chapter.text())
                .as(chapter.name())
                .containsPattern("(?s)\\[source%live[^\\]]*%varies[^\\]]*]\n----\n(?:(?!\n----\n).)*"
                        + "(LiveServers<\\w+> \\w+ = new|LiveCluster \\w+ = |LiveServers<\\w+> \\w+ = \\w+\\()"));
    }

    @Test
    void everyChapterSaysHowItIsTaught() {
        assertThat(book.chapters()).filteredOn(Chapter::isNumbered).allSatisfy(chapter -> assertThat(
                        Path.of("docs/teaching", chapter.name() + ".adoc"))
                .isRegularFile());
    }

    /** Here, and in no JVM beside this one, where it would have to make the book once more. */
    @Nested
    class Course extends CourseTimesTest {}

    /** One problem a line, as a failure's message is easiest to read. */
    private static String lines(List<?> problems) {
        return String.join("\n", problems.stream().map(Object::toString).toList());
    }
}
