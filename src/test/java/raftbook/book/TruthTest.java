package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which the book could lie, planted, and the message that says so. */
class TruthTest {
    private static final String LIBRARY = "src/main/java/raftbook/light/";
    private static final String LIGHT = LIBRARY + "Light.java";
    private static final String TOUR = "docs/chapters/01-tour.adoc";
    private static final String CHAPTER2 = "docs/chapters/02-light.adoc";
    private static final String CHAPTER3 = "docs/chapters/03-crossing.adoc";
    private static final String MAP = "docs/figure2map.txt";
    private static final String UNMET = "docs/unmet.txt";
    private static final String UNTOLD = "docs/untold.txt";

    @TempDir
    Path folder;

    private FixtureBook book;

    @BeforeEach
    void copy() {
        book = FixtureBook.in(folder);
    }

    @Test
    void aTrueBookHasNoProblems() {
        assertThat(book.problems()).isEmpty();
    }

    @Test
    void aBookWithoutChaptersOwesNothing() {
        book.delete(TOUR).delete(CHAPTER2).delete(CHAPTER3);
        assertThat(book.problems()).isEmpty();
    }

    @Test
    void aChangedOutput() {
        book.replace(CHAPTER3, "[GREEN/RED, GREEN/GREEN]", "[GREEN/RED, RED/RED]");
        int line = book.line(CHAPTER3, "[GREEN/RED, RED/RED]");
        assertThat(book.problems())
                .containsExactly(CHAPTER3 + ":" + line + ": cell c1 prints something else (- promised, + printed):\n"
                        + "  - [GREEN/RED, RED/RED]\n"
                        + "  + [GREEN/RED, GREEN/GREEN]");
    }

    @Test
    void anOutputThatMayVaryOnlyWhereThePromiseSaysSo() {
        book.replace(CHAPTER2, "----\nfrom the other thread: …", "----\nfrom another thread: …");
        assertThat(book.problems())
                .singleElement()
                .asString()
                .contains("  - from another thread: …\n  + from the other thread: ");
    }

    @Test
    void aMethodThatNoChapterShows() {
        book.replace(
                LIGHT,
                "    /** A picture of it. */",
                "    public Light dim() {\n        return this;\n    }\n\n    /** A picture of it. */");
        assertThat(book.problems())
                .contains(CHAPTER2 + ":" + book.line(CHAPTER2, "[toSvg, fill]")
                        + ": tells light/Light.java without Light.dim() (its line " + book.line(LIGHT, "dim()")
                        + "): every member is shown once");
    }

    @Test
    void aFileThatNoChapterTells() {
        book.write(LIBRARY + "Siren.java", "package raftbook.light;\n\ninterface Siren {}\n");
        assertThat(book.problems())
                .containsExactly(
                        UNTOLD + ": light/Siren.java is told in no chapter: tell it, or, while it waits, list it here");
        book.write(UNTOLD, "# waiting\nlight/Siren.java\n");
        assertThat(book.problems()).isEmpty();
    }

    @Test
    void aBookWithoutAListOfTheUntoldTellsAll() {
        assertThat(book.root().resolve(UNTOLD)).doesNotExist();
        book.replace(CHAPTER2, "include::code:light/Color.java[]", "");
        assertThat(book.problems())
                .contains(
                        UNTOLD + ": light/Color.java is told in no chapter: tell it, or, while it waits, list it here");
    }

    @Test
    void aListOfTheUntoldThatDoesNotShrink() {
        book.write(UNTOLD, "light/Light.java\nlight/Gone.java\n");
        assertThat(book.problems())
                .containsExactlyInAnyOrder(
                        UNTOLD + ": light/Light.java is told in " + CHAPTER2 + ": take it off this list",
                        UNTOLD + ": light/Gone.java does not exist in the library: take it off this list");
    }

    @Test
    void aMemberToldTwice() {
        book.replace(CHAPTER3, "[%again, next]", "[next]");
        assertThat(book.problems())
                .containsExactly(CHAPTER3 + ":" + book.line(CHAPTER3, "Light.java[next]")
                        + ": Light.next() of light/Light.java is told at " + CHAPTER2 + ":"
                        + book.line(CHAPTER2, "[next, after]") + " already; to show it once more, add %again");
        book.replace(CHAPTER3, "include::code:light/Light.java[next]", "include::code:light/Crossing.java[run]");
        assertThat(book.problems())
                .containsExactly(CHAPTER3 + ":" + book.line(CHAPTER3, "Crossing.java[run]")
                        + ": Crossing.run(int) of light/Crossing.java is told at line "
                        + book.line(CHAPTER3, "[run, Crash]") + " already; to show it once more, add %again");
    }

    @Test
    void aFilesLastMembersMayWaitForALaterChapter() {
        book.replace(CHAPTER2, "include::code:light/Light.java[toSvg, fill]", "");
        book.replace(
                CHAPTER3,
                "include::code:light/Light.java[%again, next]",
                "include::code:light/Light.java[toSvg, fill]");
        assertThat(book.problems()).isEmpty();
    }

    @Test
    void aWorkshopTellsTheStageOfItsChapter() {
        book.replace(CHAPTER2, "include::code:light/Color.java[]", "");
        book.write("docs/chapters/02-workshop.adoc", "= Three colors\n\ninclude::code:light/Color.java[]\n");
        assertThat(book.problems()).isEmpty();
    }

    @Test
    void aWorkshopWithoutItsChapter() {
        book.write("docs/chapters/01-a-workshop.adoc", "= Nothing to see\n")
                .write("docs/chapters/04-workshop.adoc", "= Nobody's\n");
        assertThat(book.problems())
                .containsExactly("docs/chapters/04-workshop.adoc:1: no chapter of this number stands right before the"
                        + " workshop: name the chapter so that it does");
    }

    @Test
    void aChapterThatIsTooLongToRead() {
        String chapter = book.read(CHAPTER3);
        book.write(CHAPTER3, chapter + "\n" + "word ".repeat(3000) + "\n");
        assertThat(book.problems())
                .singleElement()
                .asString()
                .startsWith(CHAPTER3 + ":1: has 30")
                .contains(" words of prose, and may have 3000: cut, split, fold, or move ");
        book.write(CHAPTER3, chapter + "\n[source,text]\n----\n" + "line\n".repeat(300) + "----\n");
        assertThat(book.problems()).singleElement().asString().contains(" open lines of listings, and may have 300: ");
    }

    @Test
    void aWorkshopMayBeAsLongAsItIs() {
        book.write("docs/chapters/02-workshop.adoc", "= Much to see\n\n" + "word ".repeat(3001) + "\n");
        assertThat(book.problems()).isEmpty();
    }

    @Test
    void aMemberOrFileThatIsNotThere() {
        book.replace(CHAPTER3, "[%again, next]", "[%again, previous]");
        assertThat(book.problems())
                .containsExactly(CHAPTER3 + ":" + book.line(CHAPTER3, "previous")
                        + ": light/Light.java has no member previous; it has header, START, new, next(), after(Color),"
                        + " toSvg(), fill()");
        book.replace(CHAPTER3, "light/Light.java[%again, previous]", "light/Lamp.java[]");
        assertThat(book.problems())
                .containsExactly(CHAPTER3 + ":" + book.line(CHAPTER3, "Lamp")
                        + ": there is no file light/Lamp.java in the library");
    }

    @Test
    void aCalloutThatFitsNoLine() {
        book.replace(CHAPTER2, "c2=\"changes < 0\"", "c2=\"changes < 1\"");
        assertThat(book.problems())
                .contains(CHAPTER2 + ":" + book.line(CHAPTER2, "changes < 1")
                        + ": callout c2=\"changes < 1\" fits 0 lines of the code shown; it must fit exactly one");
    }

    @Test
    void aForwardReference() {
        book.replace(
                LIGHT, "    private String fill() {", "    private String fill() {\n        new Crossing().step();");
        assertThat(book.problems())
                .contains(CHAPTER2 + ":" + book.line(CHAPTER2, "[%fold, header") + ": light/Light.java:"
                        + book.line(LIGHT, "new Crossing()") + " needs Crossing of light/Crossing.java, which "
                        + CHAPTER3 + " tells later: tell it before, or here");
    }

    @Test
    void aWarningOfTheCompiler() {
        book.replace(
                LIGHT,
                "    private String fill() {",
                "    private String fill() {\n        java.util.List raw = null;");
        assertThat(book.problems())
                .anyMatch(
                        problem -> problem.startsWith(CHAPTER2) && problem.contains("does not compile at this stage"));
    }

    @Test
    void anImportThatOtherKernelsStumbleOver() {
        String chapter = CHAPTER2;
        book.replace(chapter, "----\nnew Light(null, 3)", "----\nimport java.util.*;\nnew Light(null, 3)")
                .replace(chapter, "in line 1: color", "in line 2: color");
        assertThat(book.problems())
                .containsExactly(chapter + ":" + book.line(chapter, "import java.util.*;")
                        + ": in cell c3 an import comes too late: JShell carries out again what came before it, and"
                        + " variables lose their values; imports stand at the top of the chapter's first cell");
    }

    @Test
    void aCellThatThrows() {
        book.replace(CHAPTER2, "live%raises", "live");
        assertThat(book.problems())
                .containsExactly(CHAPTER2 + ":" + book.line(CHAPTER2, "new Light(null, 3)")
                        + ": cell c3 fails: NullPointerException in line 1: color; if it must, say %raises");
    }

    @Test
    void aCellThatDoesNotThrow() {
        book.replace(TOUR, "live,java", "live%raises,java");
        assertThat(book.problems())
                .containsExactly(TOUR + ":" + book.line(TOUR, "import raftbook")
                        + ": cell c1 says %raises, and ends without an exception");
    }

    @Test
    void aCellOnRealThreadsMayBeUnluckyOnceAndNoOftener() {
        String chapter = book.read(CHAPTER3);
        book.write(CHAPTER3, chapter + countsItsRuns("live%varies", "once", "II"));
        assertThat(book.problems()).as("the second run is as promised").isEmpty();
        book.write(CHAPTER3, chapter + countsItsRuns("live", "never", "II"));
        assertThat(book.problems()).as("a cell that does not vary has one run").hasSize(1);
        book.write(CHAPTER3, chapter + countsItsRuns("live%varies", "twice", "III"));
        assertThat(book.problems()).as("there is no third run").hasSize(1);
    }

    private static String countsItsRuns(String options, String counter, String promise) {
        return """

                [source%%%1$s,java]
                ----
                String runs = System.getProperty("raftbook.%2$s", "") + "I";
                System.setProperty("raftbook.%2$s", runs);
                runs
                ----

                ----
                %3$s
                ----
                """.formatted(options, counter, promise);
    }

    @Test
    void aFigureThatIsNotProduced() {
        book.replace(TOUR, "live,java", "live%figure,java");
        assertThat(book.problems())
                .containsExactly(TOUR + ":" + book.line(TOUR, "import raftbook")
                        + ": cell c1 says %figure, and shows no picture");
    }

    @Test
    void anOutputThatNoCellHasMade() {
        book.write(CHAPTER3, book.read(CHAPTER3) + "\nIt prints:\n\n----\n42\n----\n");
        assertThat(book.problems())
                .singleElement()
                .asString()
                .contains(": a plain listing is the output that a cell promises, and there is no cell right above it");
    }

    @Test
    void anOptionThatDoesNotExist() {
        book.replace(CHAPTER2, "live%figure", "live%picture");
        assertThat(book.problems())
                .containsExactly(CHAPTER2 + ":" + (book.line(CHAPTER2, "live%picture") + 1)
                        + ": there is no option %picture; a cell has %live and may have"
                        + " [raises, varies, figure, starter, check, key, recorded]");
    }

    @Test
    void aPromiseBelowACellsCallouts() {
        book.replace(CHAPTER2, "print their components.\n", "print their components.\n\n----\na light: …\n2\n----\n");
        assertThat(book.problems())
                .singleElement()
                .asString()
                .endsWith("    a light: Light[color=GREEN, changes=1]\n  - 2\n  + 1");
    }

    @Test
    void aLinkThatLeadsNowhere() {
        book.replace(CHAPTER2, "<<the-value>>", "<<the-worth>>");
        book.replace(TOUR, "02-light.adoc#the-value", "02-dark.adoc#the-value");
        assertThat(book.problems())
                .containsExactlyInAnyOrder(
                        CHAPTER2 + ":" + book.line(CHAPTER2, "the-worth") + ": the link to #the-worth leads nowhere: "
                                + CHAPTER2 + " has no such anchor",
                        TOUR + ":" + book.line(TOUR, "02-dark")
                                + ": the link to 02-dark.html leads nowhere: no chapter is called 02-dark");
    }

    @Test
    void anIncludeThatIsNotThere() {
        book.write(CHAPTER3, book.read(CHAPTER3) + "\ninclude::nowhere.adoc[]\n");
        assertThat(book.problems())
                .singleElement()
                .asString()
                .startsWith(CHAPTER3 + ":" + book.line(CHAPTER3, "nowhere") + ": include file not found");
    }

    @Test
    void aSectionThatThePaperDoesNotHave() {
        book.replace(CHAPTER2, "§5.1", "§5.9")
                .replace(LIGHT, "/** A light just lit. */", "/** A light, dissertation §99. */");
        assertThat(book.problems())
                .containsExactlyInAnyOrder(
                        CHAPTER2 + ":" + book.line(CHAPTER2, "§5.9")
                                + ": §5.9 is no section of the Raft paper; docs/paper.txt lists them",
                        LIGHT + ":" + book.line(LIGHT, "§99")
                                + ": §99 is no section of the dissertation; docs/paper.txt lists them");
    }

    @Test
    void aRuleOfFigure2WithoutACompleteRow() {
        book.replace(MAP, "  test      LightTest.changesRise\n", "");
        book.replace(CHAPTER3, "rule::current-term[]\n", "");
        assertThat(book.problems())
                .containsExactly(MAP + ": Figure 2's rule current-term: its row is incomplete: it lacks test; chapter,"
                        + " which says rule::current-term[]");
        String row = book.read(MAP)
                .substring(
                        book.read(MAP).indexOf("current-term"), book.read(MAP).indexOf("all-term"));
        book.replace(MAP, row, "");
        assertThat(book.problems())
                .containsExactly(MAP + ": Figure 2's rule current-term: its row is incomplete: it lacks method; test;"
                        + " breaks; chapter, which says rule::current-term[]");
    }

    @Test
    void aRulesChapterMayBeMissingAsLongAsSomeAreNotWritten() {
        book.replace(CHAPTER3, "rule::current-term[]\n", "");
        book.write(LIBRARY + "Siren.java", "package raftbook.light;\n\ninterface Siren {}\n");
        book.write(UNTOLD, "light/Siren.java\n");
        assertThat(book.problems()).isEmpty();
    }

    @Test
    void aMapThatNamesWhatIsNotThere() {
        book.replace(MAP, "Light.after", "Light.before")
                .replace(MAP, "LightTest.changesRise", "LightTest.breaks")
                .replace(MAP, "Crossing.step", "Lamp.step")
                .replace(MAP, "Color.AMBER", "Color.BLUE");
        book.write(MAP, book.read(MAP) + "\nno-rule\n  method Light\n  test LightTest\n  breaks Nothing.\n");
        String row = MAP + ": Figure 2's rule ";
        assertThat(book.problems())
                .containsExactlyInAnyOrder(
                        row + "current-term: there is no method Light.before in the library: light/Light.java has no"
                                + " member Light.before; it has header, START, new, next(), after(Color), toSvg(),"
                                + " fill()",
                        row + "current-term: there is no test LightTest.breaks in src/test/java",
                        row + "all-term: there is no method Lamp.step in the library: no file declares a type Lamp",
                        row + "all-term: there is no broken variant Color.BLUE in the library: light/Color.java has no"
                                + " member Color.BLUE; it has header, RED, GREEN, AMBER",
                        row + "no-rule: there is no such rule; docs/figure2.txt lists them");
        book.replace(MAP, "Light.before", "Light");
        assertThat(book.problems())
                .contains(row + "current-term: there is no method Light in the library: Light is a type, and not a"
                        + " member");
    }

    @Test
    void aMisconceptionThatIsMetNowhereOrTwiceOrIsNone() {
        book.replace(CHAPTER3, "misconception::2[]", "misconception::1[]\n\nmisconception::3[]");
        assertThat(book.problems())
                .containsExactlyInAnyOrder(
                        CHAPTER3 + ":" + book.line(CHAPTER3, "misconception::1") + ": misconception 1 is met in "
                                + CHAPTER2 + " already: once is enough",
                        CHAPTER3 + ":" + book.line(CHAPTER3, "misconception::3")
                                + ": misconception::3[] is no misconception; docs/misconceptions.txt lists them",
                        UNMET + ": misconception 2, \"A light that waits is broken.\", is met in no chapter:"
                                + " meet it, or, while it waits, list it here");
    }

    @Test
    void aListOfTheUnmetThatDoesNotShrink() {
        book.replace(CHAPTER3, "misconception::2[]", "");
        book.write(UNMET, "# waiting\n2\n");
        assertThat(book.problems()).isEmpty();
        book.write(UNMET, "1\n2\n3\n");
        assertThat(book.problems())
                .containsExactlyInAnyOrder(
                        UNMET + ": misconception 1 is met in " + CHAPTER2 + ": take it off this list",
                        UNMET + ": 3 is no misconception: take it off this list");
    }

    @Test
    void aRuleThatFigure2DoesNotHaveOrThatIsToldTwice() {
        book.replace(CHAPTER3, "rule:all-term[]", "rule:all-terms[]");
        book.write(CHAPTER3, book.read(CHAPTER3) + "\nrule::all-term[]\n");
        assertThat(book.problems())
                .containsExactlyInAnyOrder(
                        CHAPTER3 + ":" + book.line(CHAPTER3, "all-terms")
                                + ": rule:all-terms[] is no rule of Figure 2; docs/figure2.txt lists them",
                        CHAPTER3 + ":" + book.line(CHAPTER3, "rule::all-term")
                                + ": Figure 2's rule all-term is told in " + CHAPTER2
                                + " already; a further mention is written rule:all-term[]");
    }
}
