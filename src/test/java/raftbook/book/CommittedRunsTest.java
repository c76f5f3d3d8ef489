package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.book.chapter.Wish;
import raftbook.book.source.Problem;

/** What the cells did is committed, and shown as long as they would do the same; the build that proves it runs them. */
class CommittedRunsTest {
    private static final String CHAPTER = "docs/chapters/02-light.adoc";
    private static final String RUN = "docs/runs/02-light.json";
    private static final String REFRESH = "; refresh it: mvn -Pnotebooks";

    @TempDir
    Path folder;

    private FixtureBook book;

    @BeforeEach
    void write() {
        book = FixtureBook.in(folder);
        book.run().writeRuns();
    }

    /** What becomes of chapter 2 in a clone that has built nothing. */
    private String inAFreshClone() {
        Path clone = folder.resolve("clone");
        for (String part : List.of("docs", "src")) FixtureBook.copy(folder.resolve(part), clone.resolve(part));
        List<String> progress = new ArrayList<>();
        Book.run(clone, Wish.Results.COMMITTED, progress::add).writeSite(folder.resolve("site"), false);
        return progress.stream()
                .filter(line -> line.startsWith("02-light"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> stale() {
        return book.run().staleRuns().stream().map(Problem::toString).toList();
    }

    @Test
    void aFreshCloneShowsThemWithoutRunningACell() {
        String time = book.read(RUN).replaceAll("(?s).*from the other thread: (\\d+).*", "$1");
        assertThat(inAFreshClone()).isEqualTo("02-light: as committed");
        assertThat(book.read("site/02-light.html"))
                .contains("from the other thread: " + time, "a light: Light[color=GREEN, changes=1]", "<svg");
        assertThat(stale()).isEmpty();
    }

    @Test
    void aChangedCellRuns() {
        book.replace(CHAPTER, "\"a light: \"", "\"one light: \"");
        assertThat(inAFreshClone()).startsWith("02-light: 4 cells in ");
        assertThat(book.read("site/02-light.html")).contains("one light: Light[");
        assertThat(stale()).containsExactly(RUN + ": is of other cells, or of another library" + REFRESH);
    }

    @Test
    void cellsRunOnALibraryThatHasChanged() {
        book.replace("src/main/java/raftbook/light/Light.java", "changes + 1", "changes + 2");
        assertThat(inAFreshClone()).startsWith("02-light: 4 cells in ");
        assertThat(stale()).contains(RUN + ": is of other cells, or of another library" + REFRESH);
    }

    @Test
    void whatACellDidNotPrintIsStale() {
        book.replace(RUN, "changes=1]\\n", "changes=7]\\n");
        assertThat(stale()).containsExactly(RUN + ": is not what cell c1 does" + REFRESH);
    }

    @Test
    void oneThatIsMissingTornOrLeftOver() {
        book.write(RUN, "{\"digest\": ")
                .write("docs/runs/01-tour.json", "{}")
                .write("docs/runs/09-gone.json", "{}")
                .delete("docs/runs/03-crossing.json");
        assertThat(inAFreshClone()).startsWith("02-light: 4 cells in ");
        assertThat(stale())
                .containsExactly(
                        "docs/runs/01-tour.json: is not there, or is not what the build has written" + REFRESH,
                        RUN + ": is not there, or is not what the build has written" + REFRESH,
                        "docs/runs/03-crossing.json: is not there, or is not what the build has written" + REFRESH,
                        "docs/runs/09-gone.json: belongs to no chapter with cells: delete it");
    }

    @Test
    void whatVariesIsKeptUntilItsCellChanges() {
        String before = book.read(RUN);
        Book.run(folder, Wish.Results.FRESH, line -> {}).writeRuns();
        assertThat(book.read(RUN)).isEqualTo(before);
        book.replace(CHAPTER, "+ System.nanoTime()", "+ -System.nanoTime()");
        book.run().writeRuns();
        assertThat(book.read(RUN)).contains("from the other thread: -");
    }
}
