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
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.Layout;
import raftbook.book.site.FrontPage;
import raftbook.book.site.Site;
import raftbook.book.world.Page;
import raftbook.book.world.PageRun;

/** What stands on the first page, moved or not. */
class FrontPageTest {
    @TempDir
    Path folder;

    private FixtureBook book;

    @BeforeEach
    void write() {
        book = FixtureBook.in(folder);
        book.run().writeSite(folder.resolve("site"), false);
    }

    private Document front() {
        return Jsoup.parse(book.read("site/index.html"));
    }

    @Test
    void itBeginsWithTwoPicturesOfTheRunThatItsLinkOpens() {
        Element figure = front().selectFirst("h1 ~ figure.front");
        PageRun run = Page.open(figure.attr("data-run"));
        assertThat(run.problem()).isEmpty();
        int last = run.moments() - 1;
        assertThat(figure.select(".front-ring svg, .front-logs svg")).hasSize(2);
        assertThat(figure.selectFirst(".front-ring svg").attr("aria-label"))
                .isEqualTo(Jsoup.parse(run.moving(last, run.time(last) + 4, 8))
                        .selectFirst("svg")
                        .attr("aria-label"));
        assertThat(figure.selectFirst(".front-logs svg").outerHtml())
                .isEqualTo(Jsoup.parse(run.logs(last)).selectFirst("svg").outerHtml());
        assertThat(run.link(last))
                .contains("seed=" + figure.select(".front-seed").text());
    }

    /** The words are written, the picture comes from a run: both must say the same. */
    @Test
    void itSaysInWordsWhatItsPictureShows() {
        Element figure = front().selectFirst("figure.front");
        assertThat(figure.select(".front-words").text()).isEqualTo("n2 led, and was stopped. n3 leads now, in term 2.");
        assertThat(figure.selectFirst(".front-ring svg").attr("aria-label"))
                .contains("n1: follower, term 2, voted for n3", "n2: stopped", "n3: leader, term 2");
    }

    @Test
    void itSaysHowLongTheChaptersTakeTogether() {
        assertThat(front().select(".front-time").text())
                .contains("The 3 chapters take about 15 minutes to read, each 5 minutes;");
        String words = "word ".repeat(150 * 60);
        book.write("docs/chapters/04-long.adoc", "= Long\n\n" + words + "\n");
        book.write("docs/chapters/04-workshop.adoc", "= Not counted\n\n" + words + "\n");
        book.write("docs/chapters/A-maps.adoc", "= Nor this\n\n" + words + "\n");
        book.run().writeSite(folder.resolve("site"), false);
        assertThat(front().select(".front-time").text())
                .contains("The 4 chapters take about 1½ hours to read, each 5 to 60 minutes;");
    }

    @Test
    void theTimeIsNotGuessedBeforeTheChaptersAreThere() {
        book.delete("site/index.html").delete("site/03-crossing.html");
        Site.announce(folder.resolve("site"), Chapter.readAll(new Layout(folder)));
        assertThat(front().select(".front-time").text()).endsWith("That is counted as soon as all chapters are built.");
    }

    @Test
    void everyWayFromItLeadsToAPageOfTheSite() {
        for (Element way : front().select("main a[href], main link[href], main script[src]")) {
            String target = (way.attr("href") + way.attr("src")).replaceFirst("#.*", "");
            assertThat(folder.resolve("site").resolve(target)).exists();
        }
        assertThat(front().select(".front-start a").get(0).attr("href")).isEqualTo("01-tour.html");
    }

    @Test
    void theReadmesPictureIsWhatItDrawsToday() throws IOException {
        assertThat(Files.readString(Path.of("docs/images/front.svg")))
                .as("drawn anew by: mvn -Ppicture")
                .isEqualTo(FrontPage.picture());
        assertThat(Files.readString(Path.of("README.adoc"))).contains("image::docs/images/front.svg[");
    }
}
