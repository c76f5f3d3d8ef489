package raftbook.book.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody's work is overwritten: that is all that a working copy is for. */
class WorkingCopyTest {

    private static final String LOG = "06-log.ipynb";

    @TempDir
    private Path folder;

    private Path originals;
    private Path copies;

    @BeforeEach
    void write() throws IOException {
        originals = Files.createDirectory(folder.resolve("notebooks"));
        copies = folder.resolve("my-notebooks");
        Files.writeString(originals.resolve(LOG), "log 1");
        Files.writeString(originals.resolve("07-commit.ipynb"), "commit 1");
    }

    private List<String> prepare(String take) throws IOException {
        return WorkingCopy.prepare(originals, copies, take);
    }

    private String copy(String name) throws IOException {
        return Files.readString(copies.resolve(name));
    }

    @Test
    void itIsMadeOnceAndThenLeftAlone() throws IOException {
        assertThat(prepare("")).containsExactly(copies + ": 2 notebooks copied, for you to work in");
        Files.writeString(copies.resolve(LOG), "my answers");
        Files.writeString(copies.resolve("mine.ipynb"), "my own");
        assertThat(prepare("")).isEmpty();
        assertThat(copy(LOG)).isEqualTo("my answers");
        assertThat(copy("mine.ipynb")).isEqualTo("my own");
    }

    @Test
    void whatIsMissingIsAdded() throws IOException {
        prepare("");
        Files.writeString(originals.resolve("08-store.ipynb"), "store 1");
        Files.delete(copies.resolve(LOG));
        assertThat(prepare("")).containsExactly(copies + ": 2 notebooks copied, for you to work in");
        assertThat(copy("08-store.ipynb")).isEqualTo("store 1");
    }

    @Test
    void aLaterNotebookIsAnnouncedAndNotTaken() throws IOException {
        prepare("");
        Files.writeString(copies.resolve(LOG), "my answers");
        Files.writeString(originals.resolve(LOG), "log 2");
        assertThat(prepare("")).singleElement().asString().contains("06-log. ", "mvn -Pjupyter -Dtake=06 ");
        assertThat(prepare("")).singleElement().asString().contains("06-log. ");
        assertThat(copy(LOG)).isEqualTo("my answers");
    }

    @Test
    void whoTakesItKeepsTheOldOneBesideIt() throws IOException {
        prepare("");
        for (int answer = 1; answer <= 2; answer++) {
            Files.writeString(copies.resolve(LOG), "answer " + answer);
            assertThat(prepare("06")).singleElement().asString().contains("06-log.kept-" + answer + ".ipynb");
            assertThat(copy(LOG)).isEqualTo("log 1");
            assertThat(copy("06-log.kept-" + answer + ".ipynb")).isEqualTo("answer " + answer);
        }
        assertThat(prepare("all")).allMatch(line -> line.endsWith("is the latest already"));
    }

    @Test
    void aCopyWhoseOriginIsNotKnownIsNotTouched() throws IOException {
        prepare("");
        Files.delete(copies.resolve(".made-from"));
        Files.writeString(copies.resolve(LOG), "my answers");
        assertThat(prepare("")).singleElement().asString().contains("06-log");
        assertThat(copy(LOG)).isEqualTo("my answers");
    }

    @Test
    void aNameThatNothingBeginsWithIsRefused() {
        assertThatThrownBy(() -> prepare("6"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Dtake=6: no notebook's name begins so; there are 06-log, 07-commit, or all");
        assertThat(copies).doesNotExist();
    }
}
