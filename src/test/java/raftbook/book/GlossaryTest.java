package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.book.chapter.Layout;
import raftbook.book.chapter.Mark;
import raftbook.book.source.Problem;

/** The fixture book with two terms, and an appendix that shows them. */
class GlossaryTest {
    private static final String LINES = "term, terms | 5.1 | 01-one#of-terms | A number. It is `long`.\n"
            + "long term, long terms | - | 01-one#of-terms | One that lasts.\n"
            + "nextIndex | 5.3 | 02-two#two | A guess.\n";
    private static final String ONE =
            "= One\n\nBefore all.\n\n== Of terms\n\nA _term_. Terms, and long terms; `terms`. "
                    + "https://x.org[A term].\n\n=== Terms again\n\n`nextIndex` and term.\n\n"
                    + "----\nno cell\n----\n\n== No term\n\nIts terms.\n";
    private static final String TWO = "= Two\n\n== Two\n\nOf nextIndex.\n\n[slide, minutes=1]\n--\nA term\n--\n";

    @TempDir
    Path folder;

    private Book book() throws IOException {
        Files.createDirectories(folder.resolve("docs/chapters"));
        Files.createDirectories(folder.resolve("src/main/java/raftbook"));
        Files.writeString(folder.resolve("docs/paper.txt"), "5.1 Basics\n5.3 Log\n");
        write("01-one", ONE);
        write("02-two", TWO);
        write("B-words", "= Words\n\nAll.\n\nglossary::[]\n");
        if (!Files.exists(folder.resolve("docs/glossary.txt"))) glossary(LINES);
        return Book.runOnly(folder, "none", line -> {});
    }

    private void write(String chapter, String text) throws IOException {
        Files.writeString(folder.resolve("docs/chapters/" + chapter + ".adoc"), text);
    }

    private void glossary(String text) throws IOException {
        Files.createDirectories(folder.resolve("docs"));
        Files.writeString(folder.resolve("docs/glossary.txt"), text);
    }

    private Element page(String name) throws IOException {
        book().writeSite(folder.resolve("site"), false);
        return Jsoup.parse(Files.readString(folder.resolve("site/" + name + ".html")))
                .getElementById("content");
    }

    private List<String> glossaryProblems() throws IOException {
        return book().problems().stream()
                .map(Problem::toString)
                .filter(problem -> problem.startsWith("docs/glossary.txt"))
                .toList();
    }

    @Test
    void theFirstOfATermInASectionHasACard() throws IOException {
        Element page = page("01-one");
        assertThat(page.select("a[" + Mark.CARD + "]").eachText())
                .containsExactly("term", "long terms", "nextIndex", "terms");
        assertThat(page.select("a[" + Mark.CARD + "]").eachAttr("href"))
                .containsExactly(
                        "B-words.html#word-term",
                        "B-words.html#word-long-term",
                        "B-words.html#word-nextindex",
                        "B-words.html#word-term");
        assertThat(page.select("a[" + Mark.CARD + "] > code").eachText()).containsExactly("nextIndex");
        assertThat(Files.readString(folder.resolve("site/cards.js")))
                .contains("\"word-term\":{\"title\":\"term\",\"html\":\"A number. It is <code>long</code>.\"")
                .contains("Told in chapter 1 · §5.1 of the paper");
    }

    @Test
    void notebooksAndTheOnePageHaveNoCards() throws IOException {
        book().writeSite(folder.resolve("site"), false);
        book().writeNotebooks(folder.resolve("notebooks"), false);
        assertThat(folder.resolve("site/book.html")).content().doesNotContain(Mark.CARD);
        assertThat(folder.resolve("notebooks/01-one.ipynb")).content().doesNotContain("word-term");
    }

    @Test
    void theGlossarySaysWhereEachChapterFirstUsesAWord() throws IOException {
        Element entries = page("B-words").selectFirst("." + Mark.GLOSSARY);
        assertThat(entries.select("dt").eachText()).containsExactly("long term", "nextIndex", "term");
        Element nextIndex = entries.getElementById("word-nextindex").nextElementSibling();
        assertThat(nextIndex.select("a").eachAttr("href"))
                .containsExactly("02-two.html#two", "01-one.html#terms-again", "02-two.html#two");
        assertThat(nextIndex.select("strong").eachText()).containsExactly("1");
        Element term = entries.getElementById("word-term").nextElementSibling();
        assertThat(term.select("strong, strong ~ a").eachText()).as("no slide").containsExactly("1");
    }

    @Test
    void aTermThatIsToldNowhereIsAProblem() throws IOException {
        assertThat(glossaryProblems()).isEmpty();
        glossary(
                LINES + "vote | 5.1 | 01-one#of-terms | Given.\nlog | 5.3 | 01-one#logs | A list.\n"
                        + "lie | 5.1 | 03-none#x | No.\nTwo | 9.9 | 02-two#two | A number.\nBefore | 5.1 | 01-one#of-terms | x\n");
        assertThat(glossaryProblems())
                .containsExactly(
                        "docs/glossary.txt: 'vote': chapter 01-one does not use the word in its text",
                        "docs/glossary.txt: 'log': chapter 01-one has no section #logs",
                        "docs/glossary.txt: 'lie': there is no chapter 03-none",
                        "docs/glossary.txt: 'Two': chapter 02-two does not use the word in its text");
    }

    @Test
    void aLineOfAnotherFormIsRefused() throws IOException {
        glossary("term | 5.1 | A number.\n");
        assertThatThrownBy(this::book).hasMessageContaining("docs/glossary.txt wants term, spellings");
        glossary("term | 5.1 | 01-one#x | A number.\nvote, Term | 5.1 | 01-one#x | A number.\n");
        assertThatThrownBy(this::book).hasMessageContaining("'Term' is spelt twice");
    }

    @Test
    void wordsOfThePaperAreOfItsSections() throws IOException {
        glossary("term | 9.9 | 01-one#of-terms | A number.\n");
        assertThat(glossaryProblems())
                .containsExactly("docs/glossary.txt: 'term': §9.9 is no section of the Raft paper");
    }

    @Test
    void ofTheBookEachMeaningIsShort() {
        assertThat(raftbook.book.chapter.Glossary.read(new Layout(Path.of(""))).terms())
                .hasSizeGreaterThanOrEqualTo(50)
                .allSatisfy(term ->
                        assertThat(term.meaning().split("\\. ")).as(term.name()).hasSizeLessThanOrEqualTo(3));
    }
}
