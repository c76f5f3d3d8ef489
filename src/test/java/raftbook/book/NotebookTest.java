package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.book.chapter.Wish;
import raftbook.book.source.Problem;

class NotebookTest {
    private static final String NOTEBOOK = "notebooks/02-light.ipynb";
    private static final String REFRESH = "; refresh it: mvn -Pnotebooks";

    @TempDir
    Path folder;

    private FixtureBook book;

    @BeforeEach
    void write() {
        book = FixtureBook.in(folder);
        book.run().writeNotebooks(folder.resolve("notebooks"), false);
    }

    private List<String> stale() {
        return book.run().staleNotebooks().stream().map(Problem::toString).toList();
    }

    @Test
    void justWrittenIsFresh() {
        assertThat(stale()).isEmpty();
    }

    @Test
    void writingAgainChangesNothing() {
        String before = book.read(NOTEBOOK);
        Book.run(folder, Wish.Results.FRESH, line -> {}).writeNotebooks(folder.resolve("notebooks"), false);
        assertThat(book.read(NOTEBOOK)).isEqualTo(before);
    }

    @Test
    void aChapterThatHasMovedOnMakesItStale() {
        book.replace("docs/chapters/02-light.adoc", "The one move a light can make:", "The only move:");
        assertThat(stale())
                .containsExactly(NOTEBOOK + ": is stale: its cell s-the-value is not what docs/chapters/02-light.adoc"
                        + " makes of it (source differ)" + REFRESH);
    }

    @Test
    void anOutputThatDidNotComeMakesItStale() {
        book.replace(NOTEBOOK, "a light: Light[color=GREEN, changes=1]", "a light: Light[color=GREEN, changes=7]");
        assertThat(stale())
                .containsExactly(NOTEBOOK + ": is stale: its cell c1 is not what docs/chapters/02-light.adoc"
                        + " makes of it (outputs differ; if they differ from run to run, the cell says %varies)"
                        + REFRESH + ", which keeps a copy of this one, as it was changed by hand");
    }

    @Test
    void oneThatIsMissingOrLeftOver() {
        book.write("notebooks/09-gone.ipynb", "{}").delete(NOTEBOOK);
        assertThat(stale())
                .containsExactly(
                        NOTEBOOK + ": is not there" + REFRESH,
                        "notebooks/09-gone.ipynb: belongs to no chapter, and is left alone; move it elsewhere if it is"
                                + " yours, or delete it");
    }

    @Test
    void whatSomebodyPutThereStays() {
        book.write("notebooks/mine.ipynb", "my own");
        assertThat(book.run().writeNotebooks(folder.resolve("notebooks"), false))
                .singleElement()
                .asString()
                .startsWith("notebooks/mine.ipynb: belongs to no chapter");
        assertThat(book.read("notebooks/mine.ipynb")).isEqualTo("my own");
    }

    @Test
    void whatWasChangedByHandIsKeptBeforeItIsMadeAfresh() {
        String made = book.read(NOTEBOOK);
        for (int change = 1; change <= 2; change++) {
            book.replace(NOTEBOOK, "The one move a light can make:", "My note " + change);
            String changed = book.read(NOTEBOOK);
            assertThat(stale())
                    .singleElement()
                    .asString()
                    .endsWith("keeps a copy of this one, as it was changed by hand");
            String kept = "my-notebooks/02-light.changed-" + change + ".ipynb";
            assertThat(book.run().writeNotebooks(folder.resolve("notebooks"), false))
                    .containsExactly(
                            NOTEBOOK + " was changed by hand: it is made afresh, and " + kept + " keeps what it was");
            assertThat(book.read(NOTEBOOK)).isEqualTo(made);
            assertThat(book.read(kept)).isEqualTo(changed);
        }
    }

    @Test
    void aChapterThatHasMovedOnIsNoChangeByHand() {
        book.replace("docs/chapters/02-light.adoc", "The one move a light can make:", "The only move:");
        assertThat(book.run().writeNotebooks(folder.resolve("notebooks"), false))
                .isEmpty();
        assertThat(book.read(NOTEBOOK)).contains("The only move:");
    }

    @Test
    void proseOutputsAndPicturesAreAllThere() {
        assertThat(book.read(NOTEBOOK))
                .contains(
                        "\"[`light/Light.java`](../src/main/java/raftbook/light/Light.java), in `Light`, after the constructor\\n\"")
                .contains("\"* ① A light without a color is a broken light, and not a dark one.\\n\"")
                .contains("\"> **Note**\\n\"")
                .contains("\"| `AMBER` | stop, **if** the brakes allow |\\n\"")
                .contains("\"image/svg+xml\"")
                .contains("\"text/html\": [\n       \"<img alt=\\\"", "src=\\\"data:image/svg+xml;base64,")
                .contains("\"name\": \"java\"")
                .contains("\"raises-exception\"")
                .contains("\"ename\": \"NullPointerException\"")
                .contains("\"nbformat_minor\": 5");
        assertThat(book.read(NOTEBOOK))
                .contains("<a id=\\\"misconception-1\\\"></a>")
                .contains("\"> **Misconception [no. 1](01-tour.ipynb#belief-1)**\\n\"");
        assertThat(book.read("notebooks/01-tour.ipynb"))
                .contains("[`Light.next`](../src/main/java/raftbook/light/Light.java)<br>[`Crossing.step`](")
                .contains("| <a id=\\\"belief-1\\\"></a> 1 | Both lights may be `GREEN` if nobody comes."
                        + " | [Chapter 2: A different clock](02-light.ipynb#misconception-1) |")
                .contains("(02-light.ipynb#the-value)")
                .contains("<sup>1</sup> Both have changed equally often, and `mayMove` asks north before east.");
        assertThat(book.read("notebooks/03-crossing.ipynb")).contains("<summary>Hint 2</summary>");
    }
}
