package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A question whose answer no run has confirmed, or which a reader could not answer, is not asked. */
class QuestionTest {
    private static final String CHAPTER = "docs/chapters/04-questions.adoc";

    @TempDir
    Path folder;

    private FixtureBook book;

    @BeforeEach
    void copy() throws IOException {
        book = FixtureBook.in(folder);
        book.write(CHAPTER, Files.readString(Path.of("src/test/resources/questions/04-questions.adoc")));
    }

    @Test
    void questionsWhoseKeysRunsAssertAreAsked() {
        assertThat(book.problems()).isEmpty();
    }

    @Test
    void whatIsForSlidesIsOnNoPage() {
        book.run().writeSite(folder.resolve("site"), false);
        assertThat(book.read("site/04-questions.html"))
                .doesNotContain("One goes", "not even Java", "Which goes first?", "Run the cell");
    }

    @Test
    void aQuestionHasAnIdOfItsOwn() {
        book.replace(CHAPTER, "[question#third-step, prints]", "[question, prints]");
        fails("question has no id, by which its answer is remembered: [question#id]");
        book.replace(CHAPTER, "[question, prints]", "[question#how-many, prints]");
        fails("question how-many is there twice: give each question of a chapter an id of its own");
        book.replace(CHAPTER, "[question#how-many, prints]", "[question#Third_Step, prints]");
        fails(
                "question Third_Step has an id that is not like what-is-it: small letters, digits and hyphens, at most 48");
    }

    @Test
    void aQuestionAsks() {
        book.replace(CHAPTER, ".What does this print?\n", "");
        fails("question third-step does not ask: a line .Title above the block is the question");
    }

    @Test
    void aQuestionHasOneKeyCell() {
        book.replace(CHAPTER, "[source%live%key,java]\n----\nSystem", "[source%live,java]\n----\nSystem");
        fails(
                "question third-step has no key cell, and needs one, [source%live%key,java], whose run asserts the answer");
        book.replace(CHAPTER, "[#three-sides]\n[source%live,java]", "[#three-sides]\n[source%live%key,java]");
        fails("question how-many has 2 key cells, and needs one, [source%live%key,java], whose run asserts the answer");
    }

    @Test
    void aKeyBelongsToAQuestion() {
        book.replace(CHAPTER, "%live%figure", "%live%figure%key");
        fails("%key is for the cell in a [question#id] block whose run asserts the answer");
    }

    @Test
    void aKeyDoesNotVary() {
        book.replace(CHAPTER, "%key,java]\n----\nSystem", "%key%varies,java]\n----\nSystem");
        fails("question third-step has a key that varies: compute it in virtual time, or from a seed");
    }

    @Test
    void aKeyIsRunAndNotWrittenDown() {
        book.replace(CHAPTER, "println(new Crossing().run(3).get(2))", "println(\"RED/RED\")");
        fails("question third-step has a key that is written down, not run: let the cell call the library");
    }

    @Test
    void aChoiceMarksOneAsRight() {
        book.replace(CHAPTER, "* [ ] The lights are slow", "* [x] The lights are slow");
        fails("question why-not-both marks 2 choices as right, and must mark one: * [x] …, and * [ ] … the others");
        book.replace(CHAPTER, "* [x] The lights are slow", "* [ ] The lights are slow");
        book.replace(CHAPTER, "* [x] A light that is red", "* [ ] A light that is red");
        fails("question why-not-both marks no choice as right, and must mark one: * [x] …, and * [ ] … the others");
    }

    @Test
    void aChoiceHasThreeOrFour() {
        book.replace(CHAPTER, "* [ ] A light looks _green_\n+\n", "");
        fails("question why-not-both has 2 choices, and may have three or four");
    }

    @Test
    void everyChoiceHasAReply() {
        book.replace(CHAPTER, "_green_\n+\nrun::lights[]", "_green_");
        fails("question why-not-both says nothing to whoever chooses \"A light looks green\": below a line +, tell why"
                + " it is wrong, and show the run that refutes it, run::ID[]");
        book.replace(CHAPTER, "other is red\n+\nTwo reds, and one moves.", "other is red");
        fails("question why-not-both says nothing to whoever chooses \"A light that is red moves only if the other is"
                + " red\": below a line +, tell why it is right");
    }

    @Test
    void choicesDiffer() {
        book.replace(CHAPTER, "A light looks _green_", "The lights are slow");
        fails("question why-not-both has two choices of the same words: a reader could not tell them apart");
    }

    @Test
    void aQuestionIsOfOneKind() {
        book.replace(CHAPTER, "[question#why-not-both]", "[question#why-not-both, answer=\"3\"]");
        fails("question why-not-both has choices and asks for a typed answer as well: it is one or the other");
        book.replace(CHAPTER, "[question#third-step, prints]", "[question#third-step, prints, answer=\"RED\"]");
        fails("question third-step says prints and answer: what its key cell prints is the answer; take answer= away");
        book.replace(CHAPTER, "[question#third-step, prints, answer=\"RED\"]", "[question#third-step, print]");
        fails("question third-step says print, which is not known: a question may say prints, or answer=\"…\"");
    }

    @Test
    void aShortAnswerHasAnAnswer() {
        book.replace(CHAPTER, ", answer=\"2|two\"", "");
        fails("question how-many has no answer: give it choices, * [ ] and * [x], or [question#how-many,"
                + " answer=\"2|two\"], or [question#how-many, prints]");
        book.replace(CHAPTER, "[question#how-many]", "[question#how-many, answer=\"2|3\"]");
        fails("question how-many lists 3 among the wrong answers, and answer= says that it is right");
    }

    @Test
    void aReplyShowsACellThatTheReaderHasMet() {
        book.replace(CHAPTER, "run::lights[]", "run::darkness[]");
        int line = book.line(CHAPTER, "run::darkness[]");
        assertThat(book.problems())
                .contains(CHAPTER + ":" + line + ": question why-not-both shows run::darkness[], and no cell of this"
                        + " chapter has that id: write [#darkness] on the line above the cell's [source%live,java]");
        book.replace(CHAPTER, "run::darkness[]", "run::three-sides[]");
        fails("question why-not-both shows run::three-sides[], a cell further down, which no reader has met: name one"
                + " above, or move it");
    }

    @Test
    void aReplyShowsWhatIsTheSameEachTime() {
        book.replace(CHAPTER, "[source%live%figure,java]", "[source%live%figure%varies,java]");
        fails("question why-not-both shows run::lights[], a cell that varies, and so would the notebook that holds the"
                + " reply: name one in virtual time");
    }

    @Test
    void runsAreShownInRepliesAlone() {
        book.replace(CHAPTER, "== What it keeps\n", "== What it keeps\n\nrun::lights[]\n");
        fails("run::ID[] shows a cell's output in the reply to an answer, and stands in no question");
    }

    @Test
    void aChoiceThatTheKeysRunDoesNotConfirm() {
        book.replace(CHAPTER, "* [x] A light that is red", "* [ ] A light that is red");
        book.replace(CHAPTER, "* [ ] The lights are slow", "* [x] The lights are slow");
        assertThat(book.problems())
                .containsExactly(CHAPTER + ":" + book.line(CHAPTER, "List<Boolean> both")
                        + ": question why-not-both: the key's run says [false, false, true], and the choices are marked"
                        + " [true, false, false], in order: mark the one that is so, or make the others false");
    }

    @Test
    void aKeyMayBeTheRightChoiceInItsWords() {
        book.replace(
                CHAPTER,
                "bothNeverGreen\n----",
                "bothNeverGreen.get(2) ? \"A light that is red moves only if" + " the other is red\" : \"\"\n----");
        assertThat(book.problems()).isEmpty();
        book.replace(CHAPTER, "bothNeverGreen.get(2) ?", "bothNeverGreen.get(1) ?");
        fails(
                "question why-not-both: the key's run says \"\", and the choice marked right is \"A light that is red moves"
                        + " only if the other is red\"; a key is the text of the right choice, or a List<Boolean> with one for"
                        + " each choice");
    }

    @Test
    void aShortAnswerThatTheKeysRunDoesNotConfirm() {
        book.replace(CHAPTER, "answer=\"2|two\"", "answer=\"Two|one\"");
        assertThat(book.problems())
                .containsExactly(CHAPTER + ":" + book.line(CHAPTER, "new Crossing().run(1).get(0).split")
                        + ": question how-many: the key's run says \"2\", and the answers marked right are [Two, one]:"
                        + " one of them must be what the run says");
    }

    @Test
    void whatIsPrintedIsOneLineThatIsNotListedAsWrong() {
        book.replace(CHAPTER, "green/red::", "Red/Red::");
        fails("question third-step: the key's run prints \"RED/RED\", which is listed among the wrong answers");
        book.replace(
                CHAPTER,
                "System.out.println(new Crossing().run(3).get(2));",
                "new Crossing().run(3).forEach(System.out::println);");
        fails("question third-step: the key's run prints 3 lines, and a reader can type one: print one, or let the cell"
                + " end in it");
    }

    @Test
    void aRunThatSaysNothingRefutesNothing() {
        book.replace(
                CHAPTER,
                "\"north, middle, east\".split(\", \").length + \" and \" + new Crossing().run(1)",
                "int silent = 1;");
        fails("question how-many shows run::three-sides[], and that run prints and draws nothing: let its cell end in a"
                + " value");
    }

    @Test
    void aKeyEndsInAValueWhichANotebookCanCompare() {
        book.replace(
                CHAPTER,
                "System.out.println(new Crossing().run(3).get(2));",
                "System.out.printf(new Crossing().run(3).get(2));");
        fails(
                "question third-step has a key that ends in no expression, which a notebook could compare: end it in its value, or in"
                        + " System.out.println(value)");
    }

    @Test
    void inTheBookOnOnePageAnswersStandAtTheChaptersEnd() {
        book.replace(CHAPTER, ".How many sides has it?", ".How many sides has `run`?");
        page();
        Document whole = Jsoup.parse(book.read("site/book.html"));
        assertThat(whole.select(".question .answers")).isEmpty();
        assertThat(whole.select("#04-questions > .answers > summary").eachText())
                .containsExactly("Why are both never green?", "How many sides has run?", "What does this print?");
    }

    @Test
    void aKeyThatFailsIsAProblem() {
        book.replace(CHAPTER, "new Crossing().run(3).get(2)", "new Crossing().run(3).get(3)");
        assertThat(book.problems()).singleElement().asString().contains("cell third-step-key fails: IndexOutOf");
    }

    @Test
    void theFoldBelowAQuestionSaysToEachAnswerWhatTheRunSays() {
        Document page = page();
        Element choice = page.getElementById("why-not-both");
        assertThat(choice.attr("data-right")).isEqualTo("[\"C\"]");
        assertThat(choice.select("ol.choices > li").eachText())
                .containsExactly(
                        "The lights are slow",
                        "A light looks green",
                        "A light that is red moves only if the other is red");
        assertThat(choice.select(".answers > .reply > .reply-to").eachText())
                .containsExactly("A is not it.", "B is not it.", "C is right.");
        assertThat(choice.select(".answers > .reply")
                        .get(0)
                        .select(".cell-output pre")
                        .text())
                .isEqualTo("[GREEN/RED, AMBER/RED]");
        assertThat(choice.select(".answers > .reply").get(0).select(".run-of a[href=#two-steps]"))
                .hasSize(1);
        assertThat(choice.select(".answers > .reply").get(1).select(".run-of").text())
                .isEqualTo("From the run above: A light that goes on");
        assertThat(choice.select(".answers > .reply").get(1).select(".cell-output svg"))
                .hasSize(1);
        assertThat(choice.select(".answers > .reply").get(2).select(".cell[data-cell=why-not-both-key]"))
                .hasSize(1);

        Element typed = page.getElementById("how-many");
        assertThat(typed.attr("data-right")).isEqualTo("[\"2\",\"two\"]");
        assertThat(typed.select(".answers > .reply").eachAttr("data-when"))
                .as("the key builds on a cell of the first reply, so it comes last")
                .containsExactly("[\"3\"]", "[\"four\",\"4\"]", "[]", "[\"2\",\"two\"]");
        assertThat(typed.select(".reply").get(0).select("#three-sides.cell")).hasSize(1);

        Element printed = page.getElementById("third-step");
        assertThat(printed.attr("data-right")).isEqualTo("[\"RED/RED\"]");
        assertThat(printed.select("> .content .asked-code").text()).contains("run(3)");
        assertThat(printed.select("> .content .cell-output")).isEmpty();
        assertThat(printed.select("> .content, > .asked").text()).doesNotContain("RED/RED");
    }

    @Test
    void aCellsAnchorIsOnItsFrame() {
        assertThat(page().getElementById("two-steps").attr("data-cell")).isEqualTo("c1");
    }

    @Test
    void theSearchDoesNotFindAnswers() {
        page();
        assertThat(book.read("site/search-index.js"))
                .contains("Why are both never green?", "The lights are slow")
                .doesNotContain("Two reds, and one moves", "North and east", "bothNeverGreen");
    }

    private Document page() {
        book.run().writeSite(folder.resolve("site"), false);
        return Jsoup.parse(book.read("site/04-questions.html"));
    }

    private void fails(String message) {
        assertThat(book.problems()).anySatisfy(problem -> assertThat(problem).endsWith(": " + message));
    }
}
