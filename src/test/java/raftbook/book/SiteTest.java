package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
    @TempDir
    Path folder;

    private FixtureBook book;

    @BeforeEach
    void write() {
        book = FixtureBook.in(folder);
        book.run().writeSite(folder.resolve("site"), false);
    }

    private Document page(String name) {
        return Jsoup.parse(book.read("site/" + name));
    }

    @Test
    void aCellHasTheFormThatTheLiveScriptKnows() {
        Document page = page("02-light.html");
        assertThat(page.body().attr("data-chapter")).isEqualTo("02-light");
        Element code = page.selectFirst("div.cell[data-cell=c1] > div.listingblock pre > code.language-java");
        assertThat(code.wholeText())
                .isEqualTo("import raftbook.light.*;\n\nLight light = Light.START.next();\n"
                        + "System.out.println(\"a light: \" + light); // ①\nlight.changes()");
        assertThat(page.selectFirst("div.cell[data-cell=c1] > div.cell-output").text())
                .isEqualTo("a light: Light[color=GREEN, changes=1] 1");
    }

    @Test
    void aCommentOfTheLibraryFlowsAnewBelowItsWordsAndTheCodeDoesNot() {
        for (Document page : new Document[] {page("02-light.html"), page("source/light-Light.html")}) {
            assertThat(page.select(".remark")).isNotEmpty().allSatisfy(remark -> {
                int mark = remark.wholeText()
                        .replaceFirst("^( *(?:/\\*\\*|\\*/|\\*|//) ?)(?s:.*)", "$1")
                        .length();
                assertThat(remark.attr("style")).isEqualTo("--hang:" + mark + "ch");
                assertThat(remark.wholeText().strip()).matches("(/\\*\\*|\\*|//).*");
            });
        }
        assertThat(page("02-light.html").select(".cell .remark")).isEmpty();
    }

    @Test
    void aPictureStandsInThePageWithIdsOfItsOwn() {
        Element svg = page("02-light.html").selectFirst(".cell-output svg");
        assertThat(svg.attr("viewBox")).isEqualTo("0 0 240 60");
        assertThat(svg.attr("aria-labelledby")).isEqualTo("c2-0-t");
        assertThat(svg.selectFirst("title").id()).isEqualTo("c2-0-t");
    }

    @Test
    void shownCodeSaysWhereItBelongsAndPromisesAreNotShownTwice() {
        Document page = page("02-light.html");
        Element caption = page.select("figure.shown figcaption").get(2);
        assertThat(caption.text()).isEqualTo("light/Light.java in Light, after the constructor");
        String target = caption.selectFirst("a").attr("href");
        assertThat(page("source/light-Light.html").getElementById(target.replaceFirst(".*#", "")))
                .isNotNull();
        assertThat(page.select("pre:contains(NullPointerException in line 1)")).hasSize(1);
    }

    @Test
    void aLinkWithoutWordsTakesTheChaptersTitle() {
        assertThat(page("03-crossing.html")
                        .select("main p > a[href=02-light.html]")
                        .text())
                .isEqualTo("A light");
    }

    @Test
    void aMisconceptionAndItsRowLeadToEachOther() {
        Element aside = page("02-light.html").getElementById("misconception-1");
        assertThat(aside.text()).isEqualTo("Misconception no. 1 Both lights may be GREEN if nobody comes.");
        assertThat(aside.selectFirst("a").attr("href")).isEqualTo("01-tour.html#belief-1");
        Element row = page("01-tour.html").getElementById("belief-1");
        assertThat(row.text()).isEqualTo("1 Both lights may be GREEN if nobody comes. Chapter 2: A different clock");
        assertThat(row.selectFirst("a").attr("href")).isEqualTo("02-light.html#misconception-1");
        assertThat(page("01-tour.html").getElementById("belief-2").text()).endsWith("Chapter 3");
    }

    @Test
    void aRulesRowLeadsToItsChapterAndItsCode() {
        Element row = page("01-tour.html")
                .select(".figure2-map tr:contains(LightTest.everyColor)")
                .first();
        assertThat(row.select("td").eachText())
                .containsExactly(
                        "term On a message of a newer term: take over that term and become a follower, before anything"
                                + " else.",
                        "§5.1 chapter 2",
                        "Light.next Crossing.step",
                        "LightTest.everyColorHasItsTurn",
                        "A light that does not move on next stays green for ever. Campaign: “amber”.");
        assertThat(row.select("a").get(0).attr("href")).isEqualTo("02-light.html#fig2-all-term");
        String target = row.select("a").get(1).attr("href");
        assertThat(page("source/light-Light.html")
                        .getElementById(target.replaceFirst(".*#", ""))
                        .text())
                .startsWith("/** The light after one change.");
    }

    @Test
    void aCampaignsNameLeadsToTheChapterThatRunsIt() {
        book.write("docs/chapters/04-worlds.adoc", "= Worlds\n\nA light that stays [AMBER] is found out.\n");
        book.run().writeSite(folder.resolve("site"), false);
        assertThat(page("01-tour.html").selectFirst(".campaign a").attr("href")).isEqualTo("04-worlds.html");
    }

    @Test
    void anAuthorMayRunOneChapterAlone() {
        book.replace("docs/chapters/02-light.adoc", "light.changes()\n----\n<1>", "light.changes() + 1\n----\n<1>");
        book.replace("docs/chapters/03-crossing.adoc", "eager.run(2)", "eager.run(1)");
        Book.runOnly(folder, "03", line -> {}).writeSite(folder.resolve("site"), false);
        assertThat(page("01-tour.html").select(".cell-output").text()).contains("GREEN/RED");
        assertThat(page("02-light.html").select(".cell-output").text()).isBlank();
        assertThat(page("03-crossing.html").select(".cell-output").text()).contains("[GREEN/RED]");
    }

    @Test
    void anAppendixHasALetter() {
        book.write("docs/chapters/A-maps.adoc", "= Maps\n\nWhere things are.\n");
        book.run().writeSite(folder.resolve("site"), false);
        assertThat(page("A-maps.html").selectFirst("h1").text()).isEqualTo("Appendix AMaps");
        assertThat(page("03-crossing.html").selectFirst("a[rel=next]").attr("href"))
                .isEqualTo("A-maps.html");
        assertThat(book.read("site/search-index.js")).contains("\"chapter\":\"Appendix A, Maps\"");
    }

    @Test
    void aTitleIsTextWhateverItIsMadeOf() {
        String title = "Logs & <b>bold</b> Terms <1";
        book.write("docs/chapters/04-odd.adoc", "= " + title + "\n\nOdd.\n\n== Over & <under>\n\nEven.\n");
        Book written = book.run();
        written.writeSite(folder.resolve("site"), false);
        written.writeNotebooks(folder.resolve("notebooks"), false);
        Document odd = page("04-odd.html");
        assertThat(odd.title()).isEqualTo(title + " · Raft, Live");
        assertThat(odd.selectFirst("h1").ownText()).isEqualTo(title);
        assertThat(odd.select(".side > details a").eachText()).contains("4" + title, "Over & <under>");
        assertThat(page("03-crossing.html").selectFirst("a[rel=next]").ownText())
                .isEqualTo(title);
        assertThat(page("index.html").select(".chapters .name").last().text()).isEqualTo(title);
        assertThat(page("book.html").select(".chapter > h1").last().ownText()).isEqualTo(title);
        assertThat(book.read("site/search-index.js")).doesNotContain("<");
        assertThat(book.read("notebooks/04-odd.ipynb")).doesNotContain("<b>");
    }

    @Test
    void nothingIsFetchedFromElsewhere() {
        for (String name :
                new String[] {"index.html", "01-tour.html", "02-light.html", "03-crossing.html", "book.html"}) {
            for (Element each : page(name).select("link[href], script[src], img[src], iframe[src], form[action]")) {
                String url = each.hasAttr("href") ? each.attr("href") : each.attr("src") + each.attr("action");
                assertThat(url).doesNotStartWith("http").doesNotStartWith("//");
            }
        }
        assertThat(book.read("site/book.css")).doesNotContain("@import").doesNotContain("url(");
    }

    @Test
    void theWholeBookLinksWithinItself() {
        Document whole = page("book.html");
        assertThat(whole.select("a[href]")).isNotEmpty().allSatisfy(link -> {
            assertThat(link.attr("href")).startsWith("#");
            assertThat(whole.getElementById(link.attr("href").substring(1)))
                    .as(link.attr("href"))
                    .isNotNull();
        });
    }

    @Test
    void everySectionCanBeFoundAndPagesTurn() {
        assertThat(book.read("site/search-index.js"))
                .contains(
                        "\"title\":\"The value\",\"chapter\":\"Chapter 2, A light\",\"url\":\"02-light.html#the-value\"")
                .containsPattern("\"title\":\"[^\"]+\\.java\",\"chapter\":\"Source\",\"url\":\"source/");
        Document page = page("02-light.html");
        assertThat(page.selectFirst("a[rel=prev]").attr("href")).isEqualTo("01-tour.html");
        assertThat(page.selectFirst("a[rel=next]").attr("href")).isEqualTo("03-crossing.html");
    }
}
