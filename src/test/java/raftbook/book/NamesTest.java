package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.book.chapter.Mark;

/** A library of one file, and a chapter that names what is in it. */
class NamesTest {
    private static final String SHIP =
            "package raftbook.raft;\n\n/**\n * A ship of {@code a < b} tons, see {@link Sea#deep()}.\n"
                    + " * It floats. More.\n */\npublic final class Ship {\n    /** Leaves <em>port</em>. Not at night. */\n    void leave() {}\n\n"
                    + "    void wait(int days) {}\n\n    /** What it carries. */\n    record Load(int tons) {}\n}\n";
    private static final String ONE =
            "= One\n\nAll.\n\n== Of ships\n\n`Ship` and `Ship`; `Ship.leave()` and `Ship.wait`, `Ship.Load`, `Sea`.\n"
                    + "https://x.org[`Ship`]. §5.1, §5.1 and dissertation §5.1 and §9.\n\n----\n`Ship` §5.1\n----\n\n== Again\n\n`Ship`: §5.1.\n";

    @TempDir
    Path folder;

    @BeforeEach
    void library() throws IOException {
        Files.createDirectories(folder.resolve("docs/chapters"));
        Path raft = Files.createDirectories(folder.resolve("src/main/java/raftbook/raft"));
        Files.writeString(raft.resolve("Ship.java"), SHIP);
        Files.writeString(folder.resolve("docs/paper.txt"), "5.1 Basics & more\nthesis 5.1 Other\n");
    }

    private Element page(String chapter) throws IOException {
        Files.writeString(folder.resolve("docs/chapters/01-one.adoc"), chapter);
        Book.runOnly(folder, "none", line -> {}).writeSite(folder.resolve("site"), false);
        return Jsoup.parse(Files.readString(folder.resolve("site/01-one.html"))).getElementById("content");
    }

    private String cards() throws IOException {
        return Files.readString(folder.resolve("site/cards.js"));
    }

    @Test
    void theFirstOfEachNameInASectionLeadsToItsSource() throws IOException {
        Element page = page(ONE);
        assertThat(page.select("a[" + Mark.CARD + "]").eachText())
                .containsExactly("Ship", "Ship.leave()", "Ship.Load", "Ship");
        assertThat(page.select("a[" + Mark.CARD + "]").eachAttr("href"))
                .containsExactly(
                        "source/raft-Ship.html#L3",
                        "source/raft-Ship.html#L8",
                        "source/raft-Ship.html#L13",
                        "source/raft-Ship.html#L3");
    }

    @Test
    void aCardHasTheFirstSentenceOfTheJavadoc() throws IOException {
        page(ONE);
        assertThat(cards())
                .contains(
                        "\"name-Ship\":{\"title\":\"Ship\",\"html\":\"A ship of <code>a &lt; b</code> tons, see <code>Sea.deep()</code>.\"")
                .contains("\"html\":\"Leaves port.\",\"note\":\"raft/Ship.java\"")
                .doesNotContain("Ship.wait", "name-Sea");
    }

    @Test
    void sectionsHaveTheirTitlesAndCanBeReachedByKey() throws IOException {
        Element page = page(ONE);
        assertThat(page.select("span[" + Mark.CARD + "][tabindex=0]").eachAttr(Mark.CARD))
                .containsExactly("section-5.1", "thesis-5.1", "section-5.1");
        assertThat(cards()).contains("\"section-5.1\":{\"title\":\"§5.1\",\"html\":\"Basics &amp; more\"");
    }

    @Test
    void whatACellDeclaresIsNotTheLibrarys() throws IOException {
        Element page = page(ONE + "\n[source%live,java]\n----\nclass Ship {}\n----\n");
        assertThat(page.select("a[" + Mark.CARD + "]")).isEmpty();
    }
}
