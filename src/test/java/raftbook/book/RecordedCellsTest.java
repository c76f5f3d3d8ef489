package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.book.source.Problem;

/** A cell that needs more than a build has shows what it once printed, and never what another text has printed. */
class RecordedCellsTest {
    private static final String TOUR = "docs/chapters/01-tour.adoc";
    private static final String KEPT = "docs/recorded/01-tour.json";
    private static final String CELL =
            "== A crossing that runs\n\n[source%live,java]\n----\nimport raftbook.light.*;\n----\n\n"
                    + "[source%live%recorded,java]\n----\nSystem.out.println(Files.exists(Path.of(\"there\")) + \" \" + System.nanoTime());\n"
                    + "----\n\n----\nfalse …\n----\n";

    @TempDir
    Path folder;

    private FixtureBook book;

    @BeforeEach
    void aCellThatNeedsMore() {
        book = FixtureBook.in(folder);
        String cell = CELL.replace("Files.", "java.nio.file.Files.").replace("Path.of", "java.nio.file.Path.of");
        book.replace(TOUR, "== A crossing that runs\n", cell)
                .replace(TOUR, "import raftbook.light.*;\n\nCrossing", "Crossing");
    }

    @Test
    void isNotRunAndMustHaveBeenRecorded() {
        assertThat(book.problems())
                .singleElement()
                .asString()
                .startsWith(TOUR + ":" + book.line(TOUR, "nanoTime"))
                .endsWith(KEPT + " was made, or it was changed by hand: run mvn -q -Pratis, then mvn -Precord");
    }

    @Test
    void showsWhatItPrintedWhenItWasRecorded() throws IOException {
        assertThat(record()).isEmpty();
        String kept = book.read(KEPT);
        assertThat(book.problems()).isEmpty();
        assertThat(record()).isEmpty();
        assertThat(book.read(KEPT)).as("a record that is not stale stays").isEqualTo(kept);
        String printed = kept.replaceAll("(?s).*(false \\d+).*", "$1");
        book.run().writeSite(folder.resolve("site"), false);
        assertThat(book.read("site/01-tour.html")).contains(printed).contains("run mvn -q -Pratis once");
    }

    @Test
    void isStaleWhenItsTextHasChanged() throws IOException {
        assertThat(record()).isEmpty();
        book.replace(TOUR, "+ System.nanoTime()", "+ System.currentTimeMillis()");
        assertThat(book.problems()).singleElement().asString().contains("cells that say %recorded have changed");
    }

    @Test
    void isNotRecordedIfItDoesNotDoWhatTheChapterSays() throws IOException {
        book.replace(TOUR, "\nfalse …\n", "\ntrue …\n");
        assertThat(record()).singleElement().asString().contains("prints something else");
        assertThat(folder.resolve(KEPT)).doesNotExist();
    }

    @Test
    void isNotRecordedIfTheLibraryDoesNotCompile() throws IOException {
        book.replace(
                "src/main/java/raftbook/light/Light.java",
                "long changes) {",
                "long changes) {\n    static int nothing() { return missing; }");
        assertThat(record()).isNotEmpty();
        assertThat(folder.resolve(KEPT)).doesNotExist();
    }

    @Test
    void cannotBeRecordedWithoutWhatItNeeds() {
        assertThatThrownBy(() -> Book.record(folder, line -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("run mvn -q -Pratis");
    }

    @Test
    void aFileBelowDocsStandsInACellAndInATable() {
        book.delete(TOUR)
                .write("docs/recorded/list.txt", "# comment\nred | 1 | x\ngreen | 2 | y\n")
                .write(
                        TOUR,
                        "= The tour\n:stage: finished\n\nA table.\n\n[format=dsv,separator=|]\n|===\n"
                                + "include::docs:recorded/list.txt[fields=2]\n|===\n\n[source%live,java]\n----\nString list = \"\"\"\n"
                                + "include::docs:recorded/list.txt[]\n\"\"\";\nlist.lines().count()\n----\n\n----\n3\n----\n\nfigure2::[]\n\nfigure2map::[]\n\n"
                                + "misconceptions::[]\n");
        Book built = book.run();
        assertThat(built.problems()).isEmpty();
        built.writeSite(folder.resolve("site"), false);
        assertThat(book.read("site/01-tour.html")).contains(">green</p>").doesNotContain(">x</p>");
        book.write("docs/recorded/list.txt", "red | 1 | x\n");
        assertThat(book.problems()).singleElement().asString().contains("  + 1");
        book.delete("docs/recorded/list.txt");
        assertThat(book.problems()).anyMatch(problem -> problem.endsWith("there is no file docs/recorded/list.txt"));
    }

    private List<Problem> record() throws IOException {
        Files.createDirectories(folder.resolve("target/ratis/lib"));
        Files.createDirectories(folder.resolve("target/ratis/test-classes"));
        return Book.record(folder, line -> {});
    }
}
