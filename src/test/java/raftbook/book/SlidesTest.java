package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.Layout;
import raftbook.book.slides.RevealJs;

/** What a slide may hold, each fault planted; and that pages, notebooks and counts know nothing of slides. */
class SlidesTest {
    private static final Path CHAPTER = Path.of("src/test/resources/slides/04-slides.adoc");
    private static final String SLIDES = "docs/chapters/04-slides.adoc";
    private static final String TOO_FEW = SLIDES + ":1: has 5 slides, and a chapter has 10 to 15, besides the first and"
            + " the last, which are made";

    @TempDir
    Path folder;

    private FixtureBook book;

    @BeforeEach
    void copy() throws IOException {
        book = FixtureBook.in(folder);
        book.write(SLIDES, Files.readString(CHAPTER));
    }

    /** What is said of the slides beyond that the fixture has few of them. */
    private List<String> said() {
        return book.problems().stream()
                .filter(problem -> !problem.equals(TOO_FEW))
                .toList();
    }

    private String at(String title) {
        return SLIDES + ":" + (book.line(SLIDES, "." + title) - 1) + ": the slide ";
    }

    @Test
    void aChapterHasTenToFifteenOrNone() {
        assertThat(book.problems()).containsExactly(TOO_FEW);
        String more = "\n[slide, minutes=1]\n.One more\n--\n* A point.\n\n[notes]\nSay it.\n--\n";
        String five = book.read(SLIDES);
        for (int slides : new int[] {9, 10, 15, 16}) {
            book.write(SLIDES, five + more.repeat(slides - 5));
            assertThat(book.problems()).as("%d slides", slides).hasSize(slides == 10 || slides == 15 ? 0 : 1);
        }
    }

    @Test
    void everyChapterOfTheBookHasSlides() {
        assertThat(Chapter.readAll(new Layout(Path.of(""))).stream().filter(Chapter::isNumbered))
                .hasSizeGreaterThan(15)
                .allMatch(chapter -> chapter.lineOf("[slide, minutes=") > 0);
    }

    @Test
    void aSlideIsOnNoPageAndInNoNotebook() {
        Book built = book.run();
        built.writeSite(folder.resolve("site"), false);
        built.writeNotebooks(folder.resolve("site"), false);
        for (String file : List.of("04-slides.html", "04-slides.ipynb", "book.html", "search-index.js")) {
            assertThat(book.read("site/" + file))
                    .contains("A light")
                    .doesNotContain("It says its color", "Read it out", "Which color comes", "on-slide", "slide-s1");
        }
    }

    @Test
    void aSlideHasATitleNotesAndMinutes() {
        book.replace(SLIDES, ".What a light says\n", "")
                .replace(SLIDES, "[slide, minutes=3]", "[slide, minutes=some]")
                .replace(SLIDES, "[notes]\nRead it out.\n", "")
                .replace(SLIDES, ".The move a light makes", "." + "m".repeat(46));
        assertThat(said())
                .containsExactly(
                        SLIDES + ":" + (book.line(SLIDES, "* It says") - 2)
                                + ": the slide has no title: write it above as .Title",
                        at("What to keep") + "says minutes=some: how long it takes is a number, such as minutes=4",
                        SLIDES + ":" + (book.line(SLIDES, ".mmm") - 6)
                                + ": the slide has no notes: say in [notes] what the teacher says and does",
                        at("mmm") + "has 46 characters of a title, and there is room for 45");
    }

    @Test
    void aRunIsAskedForBeforeItIsShown() {
        book.replace(SLIDES, "[ask]\nWhich color comes *first*?\n", "");
        assertThat(said())
                .containsExactly(at("What a light says")
                        + "shows a run, and does not [ask] the room before what will come of it");
    }

    @Test
    void aSlideSaysFewWords() {
        book.replace(
                SLIDES,
                "* A light is a value.",
                "* one two three four five six seven eight nine ten eleven twelve 13\n* a\n* b\n* c");
        assertThat(said())
                .containsExactly(
                        at("What to keep") + "has 5 points, and there is room for 4",
                        at("What to keep") + "has 13 words in \"one two three four five six seven eight nine ten eleven"
                                + " twelve 13\", and there is room for 12");
    }

    @Test
    void aCellOnASlideIsShortAndSoIsWhatItPrints() {
        book.replace(
                SLIDES,
                "System.out.println(\"lit \" + first.color());",
                "System.out.println(\"lit \" + first.color());\n".repeat(11));
        book.replace(SLIDES, "----\nlit GREEN\n----\n", "----\n…\n----\n");
        assertThat(said())
                .containsExactly(
                        at("What a light says") + "has 11 lines of what cell c1 prints, and there is room for 10");
        book.replace(SLIDES, "Light first", "\n\nLight first");
        assertThat(said())
                .as("imports and what is blank below them are not shown")
                .hasSize(1);
        book.replace(SLIDES, "Light first = Light.START.next();", "Light first = Light.START\n    .next();");
        assertThat(said()).contains(at("What a light says") + "has 13 lines of cell c1, and there is room for 12");
    }

    @Test
    void aSlideShowsOneThing() {
        book.replace(SLIDES, "[source%live,java]\n----\nLight second", "[source%live%slide,java]\n----\nLight second");
        assertThat(said())
                .containsExactly(
                        at("A light as it stands") + "shows 2 things, cells, listings or tables: one fills a slide");
    }

    @Test
    void aTableHasSixRowsAndAListingFourteenLines() {
        book.replace(SLIDES, "|`RED` |wait\n", "|`RED` |wait\n".repeat(6));
        book.replace(SLIDES, "include::code:light/Light.java[%again, next]", "include::code:light/Light.java[%again]");
        assertThat(said()).anyMatch(problem -> problem.endsWith("has 7 rows of a table, and there is room for 6"));
        assertThat(said())
                .anyMatch(problem -> problem.startsWith(at("The move"))
                        && problem.endsWith("of a listing, and there is room for 14"));
    }

    @Test
    void aListingOfTheLibraryIsShownWithoutItsJavadoc() {
        String code = deck().select("h2:contains(The move) ~ .thing pre").text();
        assertThat(code).startsWith("public Light next() {").endsWith("}");
    }

    @Test
    void whatIsMarkedIsShown() {
        book.write(SLIDES, book.read(SLIDES) + "\n[%slide]\nNobody shows this.\n\n[ask]\nWhom?\n");
        assertThat(said())
                .containsExactlyInAnyOrder(
                        SLIDES + ":" + book.line(SLIDES, "Nobody shows")
                                + ": is marked %slide, and no [slide] block follows that would show it",
                        SLIDES + ":" + book.line(SLIDES, "Whom?")
                                + ": [ask] belongs into a [slide] block, and stands in none");
    }

    @Test
    void aSlideHasNoCellOfItsOwn() {
        book.replace(
                SLIDES,
                "* Its count only rises.\n",
                "* Its count only rises.\n\n[source%live,java]\n----\n1 + 1\n----\n\n[ask]\nTwo?\n");
        assertThat(said())
                .containsExactly(
                        at("What to keep") + "holds a cell: a cell is the chapter's; mark it %slide where it stands");
    }

    /** The deck's slides: the first is made, then come those of the fixture, and the last is made. */
    private Elements deck() {
        return Jsoup.parseBodyFragment(book.run().slides("04-slides")).select("section");
    }

    @Test
    void theFirstSlideIsTheChaptersHeadAndTheLastItsExercises() {
        book.write(SLIDES, book.read(SLIDES) + "\n[exercise#polite]\n.A polite light\n====\nWait.\n====\n");
        Elements deck = deck();
        assertThat(deck).hasSize(7);
        assertThat(deck.first().select(".frame").text())
                .isEqualTo(
                        "Chapter 4 Slides A chapter of slides. Its first paragraph is the first slide’s. 9.5 minutes");
        assertThat(deck.last().select(".frame").text()).isEqualTo("Exercises A polite light Questions?");
    }

    @Test
    void theQuestionComesBeforeTheRunAndThePointsAfterIt() {
        Element slide = deck().get(1);
        assertThat(slide.select(".ask").attr("data-fragment-index")).isEqualTo("0");
        assertThat(slide.select(".cell-output").attr("data-fragment-index")).isEqualTo("1");
        assertThat(slide.select(".talk").attr("data-fragment-index")).isEqualTo("2");
        assertThat(slide.select(".ask.fragment, .cell-output.fragment, .talk.fragment"))
                .hasSize(3);
        assertThat(slide.select(".ask").html()).contains("<strong>first</strong>");
        assertThat(slide.select(".cell-output").text()).isEqualTo("lit GREEN");
        assertThat(slide.select(".imports[hidden]").text()).isEqualTo("import raftbook.light.*;");
    }

    @Test
    void notesSayHowLongASlideTakesAndWhenItEnds() {
        Elements deck = deck();
        assertThat(deck.eachAttr("data-timing")).containsExactly("0", "120", "90", "180", "120", "60", "0");
        assertThat(deck.get(2).select("aside.notes").text())
                .isEqualTo("1.5 min, from 2 to 3.5 of 9.5 The room says amber. It is.");
        assertThat(deck.get(3).select(".clock").text()).isEqualTo("3 min, from 3.5 to 6.5 of 9.5");
        assertThat(deck.get(2).select(".frame").text()).doesNotContain("The room says");
    }

    @Test
    void aSlideCarriesTheCellsThatRunBeforeIts() {
        Elements deck = deck();
        Element slide = deck.get(2);
        assertThat(slide.select(".before[hidden] [data-cell]").eachAttr("data-cell"))
                .containsExactly("c2");
        assertThat(slide.select(".thing .cell.picture svg")).hasSize(1);
        assertThat(deck.select("[data-cell]").eachAttr("data-cell")).containsExactly("c1", "c2", "c3");
    }

    @Test
    void aFolderWithoutRevealJsIsRefused() {
        assertThatThrownBy(() -> RevealJs.at(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Dreveal=" + folder + ": there is no dist/reset.css in it; it must be a release of"
                        + " reveal.js 5, unpacked");
    }
}
