package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExerciseTest {
    private static final String CHAPTER3 = "docs/chapters/03-crossing.adoc";
    private static final String SOLUTION = "docs/solutions/03-crossing/polite.java";

    @TempDir
    Path folder;

    private FixtureBook book;

    @BeforeEach
    void copy() {
        book = FixtureBook.in(folder);
    }

    @Test
    void aStarterMustNotPass() {
        book.replace(CHAPTER3, "        return true;", "        return other.color() == Color.RED;");
        book.replace(CHAPTER3, "----\nNot yet: the north side went while east was green\n----\n", "");
        assertThat(book.problems())
                .containsExactly(CHAPTER3 + ":" + book.line(CHAPTER3, "Polite polite")
                        + ": exercise polite: the check passes the starter as it stands");
    }

    @Test
    void aSolutionMustPass() {
        book.replace(SOLUTION, "return other.color() == Color.RED;", "return false;");
        assertThat(book.problems())
                .containsExactly(
                        CHAPTER3 + ":" + book.line(CHAPTER3, "[exercise#") + ": exercise polite: the check does not"
                                + " pass the solution: Not yet: the north side went while east was green");
    }

    @Test
    void aSolutionMustBeThere() {
        book.delete(SOLUTION);
        assertThat(book.problems())
                .singleElement()
                .asString()
                .endsWith("exercise polite has no solution at " + SOLUTION);
    }

    @Test
    void anExerciseHasAStarterAndACheck() {
        book.replace(CHAPTER3, "live%starter", "live");
        assertThat(book.problems())
                .singleElement()
                .asString()
                .endsWith("exercise polite needs a %starter cell and one %check cell");
    }

    @Test
    void onlyTheInstructorSeesSolutions() {
        Book built = book.run();
        built.writeSite(folder.resolve("student"), false);
        built.writeNotebooks(folder.resolve("student"), false);
        built.writeSite(folder.resolve("instructor"), true);
        built.writeNotebooks(folder.resolve("instructor"), true);
        for (String file : new String[] {"03-crossing.html", "book.html", "03-crossing.ipynb", "search-index.js"}) {
            assertThat(book.read("student/" + file)).doesNotContain("Solution");
        }
        for (String file : new String[] {"03-crossing.html", "book.html", "03-crossing.ipynb"}) {
            assertThat(book.read("instructor/" + file)).contains("Solution");
        }
    }
}
