package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.book.chapter.Wish;
import raftbook.book.source.Problem;

/** What an instructor is told of a chapter is true: plans, links, and what a check says to a wrong answer. */
class LessonTest {
    private static final String NOTES = "docs/teaching/03-crossing.adoc";

    private static final String WRONG = "        return other.color() == Color.GREEN;";

    @TempDir
    Path folder;

    private FixtureBook book;

    @BeforeEach
    void copy() {
        book = FixtureBook.in(folder);
        book.write(NOTES, """
                == Goals

                * One
                * Two
                * Three

                == Fifty minutes

                |===
                |Minutes |What |Run

                |20 |Talk |
                |30 |Work |<<polite>>
                |===

                == Ninety minutes

                |===
                |Minutes |What |Run

                |90 |All |<<polite>>
                |===

                == Exercises

                === polite

                Behind it is misconception:2[].

                [wrong]
                .Goes when the other goes
                ====
                [source,java]
                ----
                class Polite extends Crossing {
                    @Override
                    protected boolean mayMove(Light side, Light other) {
                %s
                    }
                }
                ----
                Who waits for whom?
                ====

                == In the room

                It is dark:: Wait for green.
                """.formatted(WRONG));
    }

    private List<String> problems() {
        return Book.runToTeach(folder, Wish.Results.REMEMBERED, line -> {}).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void theInstructorReadsWhatTheCheckSays() throws IOException {
        Book read = Book.runToTeach(folder, Wish.Results.REMEMBERED, line -> {});
        assertThat(read.problems()).isEmpty();
        read.writeSite(folder.resolve("site"), true);
        Document page = Jsoup.parse(Files.readString(folder.resolve("site/03-crossing-teaching.html")));
        assertThat(page.select(".wrong .said").text())
                .isEqualTo("The check says: Not yet: the north side went while east was green");
        assertThat(page.select("h3 a").text()).isEqualTo("A polite crossing");
        assertThat(page.select("td a").eachAttr("href")).containsOnly("03-crossing.html#polite");
        assertThat(Files.readString(folder.resolve("site/03-crossing.html"))).contains("03-crossing-teaching.html");
    }

    @Test
    void readersDoNotGetIt() {
        book.run().writeSite(folder.resolve("site"), false);
        assertThat(folder.resolve("site/03-crossing-teaching.html")).doesNotExist();
    }

    @Test
    void anAnswerThatPassesIsNotWrong() {
        book.replace(NOTES, WRONG, "        return other.color() == Color.RED;");
        assertThat(problems())
                .containsExactly(NOTES + ":" + book.line(NOTES, "class Polite")
                        + ": exercise polite: the wrong answer 'Goes when the other goes' is passed by the check: it is"
                        + " not wrong, or the check is too kind");
    }

    @Test
    void anAnswerThatFailsSaysSo() {
        book.replace(NOTES, WRONG, "        throw new IllegalStateException(\"red\");");
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("ends in IllegalStateException")
                .contains("%raises");
        book.replace(NOTES, "[wrong]", "[wrong%raises]");
        assertThat(problems()).isEmpty();
    }

    @Test
    void anAnswerThatSaysThatItFailsFails() {
        book.replace(NOTES, "[wrong]", "[wrong%raises]");
        assertThat(problems()).singleElement().asString().endsWith("neither it nor the check ends in an exception");
    }

    @Test
    void theMinutesSumToTheLesson() {
        book.replace(NOTES, "|30 |Work", "|29 |Work");
        assertThat(problems())
                .containsExactly(NOTES + ":" + book.line(NOTES, "== Fifty")
                        + ": the minutes under '== Fifty minutes' sum to 49, not to 50");
    }

    @Test
    void everyExerciseHasAWrongAnswer() {
        book.replace(NOTES, "[wrong]\n", "");
        assertThat(problems()).singleElement().asString().contains("'=== polite' needs 1 to 3 [wrong] answers");
    }

    @Test
    void whatIsRunIsInTheChapter() {
        book.replace(NOTES, "|90 |All |<<polite>>", "|90 |All |<<rude>>");
        assertThat(problems()).singleElement().asString().contains("<<rude>> is nothing in docs/chapters/03-crossing");
    }

    @Test
    void aLessonHasGoals() {
        book.replace(NOTES, "* One\n", "");
        assertThat(problems()).singleElement().asString().endsWith("lists 2 goals; 3 to 5 are a lesson");
    }
}
