package raftbook.book.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class PaperCodeTest {
    private static String paper(String html) {
        Element code = Jsoup.parse("<pre>" + html + "</pre>").selectFirst("pre");
        return PaperCode.of(code, 20);
    }

    @Test
    void noLineIsLongerThanThePage() {
        String code = "short\n    call(alpha, beta, gamma, delta);\n" + "x".repeat(50) + "\n";
        assertThat(paper(code).lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(20));
        assertThat(paper(code).replaceAll("\\s", "")).isEqualTo(code.replaceAll("\\s", ""));
        assertThat(paper(code).lines()).contains("    call(alpha,", "            beta,");
    }

    @Test
    void aCommentGoesOnAsAComment() {
        assertThat(paper("  // one two three four five").lines())
                .containsExactly("  // one two three", "  // four five");
        assertThat(paper(" * one two three four five").lines()).containsExactly(" * one two three", " * four five");
    }

    @Test
    void aTokenKeepsItsColourInEachPiece() {
        assertThat(paper("<span class=c>// one two three four five</span>").lines())
                .containsExactly("<span class=\"c\">// one two three</span>", "<span class=\"c\">// four five</span>");
        assertThat(paper("a &lt; <span class=k>if</span> &amp;"))
                .isEqualTo("a &lt; <span class=\"k\">if</span> &amp;\n");
    }

    @Test
    void blankLinesAndIndentsStay() {
        assertThat(paper("a\n\n  b\n\n")).isEqualTo("a\n\n  b\n");
    }
}
