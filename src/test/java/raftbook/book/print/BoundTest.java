package raftbook.book.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Options;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.Glossary;
import raftbook.book.chapter.Layout;
import raftbook.book.chapter.References;
import raftbook.book.site.Cards;
import raftbook.book.source.Library;

/** What is bound says what the pages say: it is taken through Asciidoctor's own HTML, as the other backends are not here. */
class BoundTest {
    private static final Asciidoctor ASCIIDOCTOR = Asciidoctor.Factory.create();

    @TempDir
    Path folder;

    private String source(String name, String body, String... more) throws IOException {
        Map<Chapter, Element> bodies = new LinkedHashMap<>();
        for (String each : List.of(name, "02-two", "02-workshop", "B-words")) {
            String html = each.equals(name) ? body : each.equals("02-two") && more.length > 0 ? more[0] : "<p>x</p>";
            List<String> lines = each.equals("B-words") ? List.of("glossary::[]") : List.of("= " + each);
            bodies.put(
                    new Chapter(each, "docs/chapters/" + each + ".adoc", lines, "On " + each, false),
                    Jsoup.parseBodyFragment(html).body());
        }
        Files.createDirectories(folder.resolve("docs"));
        Files.writeString(folder.resolve("docs/glossary.txt"), "term, terms | 5.1 | 01-one#x | A number.\n");
        Layout layout = new Layout(folder);
        Cards cards = Cards.of(
                References.read(layout), List.copyOf(bodies.keySet()), List.of(), Library.read(layout.sources()));
        return Files.readString(Bound.write(folder, bodies, cards, Glossary.read(layout), true));
    }

    private Document bound(String body) throws IOException {
        String html = ASCIIDOCTOR.convert(
                source("01-one", body),
                Options.builder().baseDir(folder.toFile()).build());
        return Jsoup.parse(html);
    }

    @Test
    void whatAsciiDocMightTakeForItsOwnStaysText() throws IOException {
        String text =
                "a [b] {c} *d* _e_ `f` ((g)) <<h>> (C) -- ... include::x[] | \\] +i+ ++j++ pass:[k] image:l[] 'm' \"n\" "
                        + "https://o.p q@r.s #t# ^u^ ~v~ footnote:[w] $$x$$ [[y]] &#38; (z); <z> ① → xref:a[b]";
        for (String around : List.of(
                "<p>%s</p>",
                "<ul><li><p>%s</p></li></ul>",
                "<table class=tableblock><tbody><tr><td><p>%s</p></td></tr></tbody></table>",
                "<dl><dt>term</dt><dd>%s</dd></dl>",
                "<h2 id=x>%s</h2><p>y</p>",
                "<aside class=rule id=r><p>%s</p><p>z</p></aside>",
                "<div class=listingblock><div class=title>%s</div><pre><code>x</code></pre></div>")) {
            String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
            assertThat(bound(around.formatted(escaped)).text()).as(around).contains(text);
        }
    }

    @Test
    void emphasisAndLinksStay() throws IOException {
        Document html = bound(
                "<h2 id=here>Here</h2><p>An <em>a, b=c</em> and <code>x[0]</code>, <a href='#here'>within</a>, "
                        + "<a href='02-two.html'>to <code>two</code></a>, <a href='02-two.html#x'>its x</a>, "
                        + "<a href='https://raft.github.io/a_b_c'>out</a>, <a href='source/raft-Quorum.html#L1'>a source</a>.</p>");
        assertThat(html.select("em").eachText()).containsExactly("a, b=c");
        assertThat(html.select("p code").eachText()).containsExactly("x[0]", "two");
        assertThat(html.select("p a").eachAttr("href"))
                .containsExactly("#ch-01-one_here", "#ch-02-two", "#ch-02-two_x", "https://raft.github.io/a_b_c");
        assertThat(html.getElementById("ch-01-one_here").text()).isEqualTo("Here");
        assertThat(html.select("p").text()).contains("to two, its x, out, a source.");
    }

    @Test
    void aCellIsItsCodeItsOutputsAndItsPicture() throws IOException {
        Document html = bound("<div class=cell data-cell=c1><div class=listingblock><pre class=highlight><code>"
                + "<span class=k>int</span> i = 1 &lt; 2;\n\ninclude::x[]\n</code></pre></div><div class=cell-output>"
                + "<pre class=stdout>a\n  b</pre><div class=display><svg width=380 height=10 aria-label='A [b]'>"
                + "<rect width=1 height=1 /></svg></div></div><p class=caption>What it shows</p></div>");
        assertThat(html.select("pre").eachText()).hasSize(2);
        assertThat(html.select("pre").get(0).wholeText()).isEqualTo("int i = 1 < 2;\n\ninclude::x[]");
        assertThat(html.select("pre span.k").text()).isEqualTo("int");
        assertThat(html.select(".output pre").first().wholeText()).isEqualTo("a\n  b");
        Element image = html.selectFirst("img");
        assertThat(image.attr("alt")).isEqualTo("A [b]");
        assertThat(image.attr("width")).isEqualTo("50%");
        assertThat(folder.resolve(image.attr("src"))).content().contains("<rect");
        assertThat(html.select(".imageblock .title").text()).isEqualTo("Figure 1. What it shows");
    }

    @Test
    void whatIsFoldedLiesOpenButForImports() throws IOException {
        Document html = bound("<section class=exercise id=e><h3><span class=kind>Exercise</span> Mend it</h3>"
                + "<details class=hint><summary>Hint 1</summary><p>Think.</p></details>"
                + "<details class=check><summary>The check</summary><div class=cell><div class=listingblock><pre>c</pre>"
                + "</div></div></details></section>"
                + "<figure class=shown><figcaption>A.java</figcaption><details class=fold><pre>import</pre></details>"
                + "<div class=listingblock><pre>class A</pre></div></figure>");
        assertThat(html.getElementById("ch-01-one_e").text()).isEqualTo("Exercise: Mend it");
        assertThat(html.select("p").eachText()).contains("Hint 1. Think.");
        assertThat(html.select(".listingblock > .title").eachText()).containsExactly("The check", "A.java");
        assertThat(html.select("pre").eachText()).containsExactly("c", "class A");
    }

    @Test
    void answersStandAtTheChaptersEnd() throws IOException {
        Document html = bound(
                "<div class=sect1><h2 id=a>A</h2><section class=question id=q><p class=asked><span class=kind>"
                        + "Question</span> Why?</p><div class=content><ol class=choices type=A><li>No</li><li>Yes</li></ol></div>"
                        + "<details class=answers><summary>The answer</summary><div class=reply><p class=reply-to>B is right.</p>"
                        + "<p>So it is.</p></div></details></section></div><div class=sect1><h2 id=b>B</h2><p>Last.</p></div>");
        String text = html.text();
        assertThat(text)
                .containsSubsequence(
                        "Question: Why?",
                        "A",
                        "No",
                        "B",
                        "Yes",
                        "Last.",
                        "Answers",
                        "Why?",
                        "B is right.",
                        "So it is.");
    }

    @Test
    void workshopsComeBehindTheChaptersAndTermsAreIndexedOnceAChapter() throws IOException {
        String text = source("01-one", "<p>A term and terms.</p>", "<p>Terms.</p>");
        assertThat(text.indexOf("== pass:m[Workshop 2")).isGreaterThan(text.indexOf("[#ch-02-two]"));
        assertThat(text.split("indexterm:\\[term", -1)).hasSize(3);
    }

    @Test
    void listsTablesAndNotesKeepTheirForm() throws IOException {
        Document html = bound("<ol><li><p>one</p><div class=ulist><ul><li>inner</li></ul></div></li><li>two</li></ol>"
                + "<ol><li>other</li></ol><table class=tableblock><thead><tr><th>a</th><th>b</th></tr></thead><tbody>"
                + "<tr id=row><td><p>1</p></td><td><p>x</p><p>y</p></td></tr><tr><th colspan=2>wide</th></tr></tbody></table>"
                + "<div class='admonitionblock note'><table><tr><td class=icon></td><td class=content>Mind <em>it</em>.</td>"
                + "</tr></table></div>");
        assertThat(html.select(".olist > ol").eachText()).containsExactly("one inner two", "other");
        assertThat(html.select("table.tableblock th").eachText()).containsExactly("a", "b");
        assertThat(html.select("td[colspan=2]").text()).isEqualTo("wide");
        assertThat(html.select("td #ch-01-one_row")).hasSize(1);
        assertThat(html.select(".admonitionblock .content").text()).isEqualTo("Mind it.");
    }
}
