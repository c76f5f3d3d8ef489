package raftbook.book.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class PaperSvgTest {
    private static Element paper(String inside) {
        String svg = PaperSvg.of("<svg xmlns='http://www.w3.org/2000/svg' font-size='10'>" + inside + "</svg>");
        return Jsoup.parse(svg, "", Parser.xmlParser()).selectFirst("svg");
    }

    @Test
    void rulesBecomeAttributesByTheirWeightAndThenTheirOrder() {
        Element svg = paper("<style>.a{fill:red} rect{fill:blue;stroke:blue} #x{stroke:green}</style>"
                + "<rect id='x' class='a' fill='white'/><rect style='fill:#123456' class='a'/>");
        assertThat(svg.select("style, [class], [style]")).isEmpty();
        assertThat(svg.select("rect").eachAttr("fill")).containsExactly("red", "#123456");
        assertThat(svg.select("rect").eachAttr("stroke")).containsExactly("green", "blue");
    }

    @Test
    void theDarkTheScreenAndThePointerHaveNoSay() {
        Element svg = paper("<style>rect{fill:red}"
                + "@media (prefers-color-scheme: dark){rect{fill:black} @media screen{rect{fill:grey}}}"
                + "@media (prefers-color-scheme: light){rect{stroke:red}} @import 'x.css'; rect:hover{fill:blue}"
                + "</style><rect/>");
        assertThat(svg.select("rect").attr("fill")).isEqualTo("red");
        assertThat(svg.select("rect").attr("stroke")).isEqualTo("red");
    }

    @Test
    void aVariableIsTheNearestOrWhatStandsBehindItsComma() {
        Element svg = paper("<style>:root{--ink:#111111;--line:var(--ink)} g{--ink:#222222}</style>"
                + "<rect fill='var(--line)'/><g><rect fill='var(--ink)'/></g><rect fill='var(--none, #333333)'/>");
        assertThat(svg.select("rect").eachAttr("fill")).containsExactly("#111111", "#222222", "#333333");
    }

    @Test
    void coloursAreNumbers() {
        Element svg = paper("<g color='#abcdef'><rect fill='currentColor'/></g><rect fill='hsl(120, 100%, 25%)'/>"
                + "<rect fill='light-dark(#ffffff, rgb(0,0,0))'/><rect fill='rgba(255, 0, 10, 0.5)'/>"
                + "<rect fill='hsl(0 0% 50%)'/><rect fill='transparent'/>");
        assertThat(svg.select("rect").eachAttr("fill"))
                .containsExactly("#abcdef", "#008000", "#ffffff", "#ff000a", "#808080", "none");
        assertThat(svg.select("rect[fill=#ff000a]").attr("fill-opacity")).isEqualTo("0.5");
    }

    @Test
    void whatIsHiddenIsNotThere() {
        Element svg = paper(
                "<g visibility='hidden'><rect id='a'/><rect id='b' visibility='visible'/></g>"
                        + "<g display='none'><rect id='c'/></g><rect id='d' opacity='0'/><g><title>x</title><rect id='e'/></g>");
        assertThat(svg.select("rect").eachAttr("id")).containsExactly("b", "e");
        assertThat(svg.select("title, [visibility]")).isEmpty();
    }

    @Test
    void aTextStandsWhereItsBaselineWouldPutIt() {
        Element svg = paper("<text y='10' dominant-baseline='central'>a</text>"
                + "<g dominant-baseline='hanging' font-size='2em'><text y='10'>b</text></g><text y='10'>c</text>");
        assertThat(svg.select("text").eachAttr("y")).containsExactly("13.50", "24.60", "10");
    }

    @Test
    void aHaloLiesBelowItsLetters() {
        Element svg = paper("<text paint-order='stroke' stroke='white' fill='black'>a</text>");
        assertThat(svg.select("text").eachAttr("stroke")).containsExactly("white", "none");
        assertThat(svg.select("text").eachText()).containsExactly("a", "a");
    }

    @Test
    void anArrowheadHasItsLinesColour() {
        Element svg =
                paper("<marker id='m'><path fill='context-stroke'/></marker><path stroke='red' marker-end='url(#m)'/>"
                        + "<g stroke='blue'><path marker-end='url(#m)'/></g>");
        assertThat(svg.select("marker > path").eachAttr("fill")).containsExactlyInAnyOrder("red", "blue");
        for (Element line : svg.select("[marker-end]")) {
            String id = line.attr("marker-end").replaceAll("url\\(#|\\)", "");
            assertThat(svg.getElementById(id).selectFirst("path").attr("fill"))
                    .isEqualTo(SvgColours.inherited(line, "stroke", ""));
        }
    }

    @Test
    void aPatternIsThinInkAndAMaskIsLeftOut() {
        Element svg = paper("<pattern id='p'><rect fill='none' stroke='red'/></pattern>"
                + "<mask id='k'><rect/></mask><rect fill='url(#p)' mask='url(#k)'/>");
        assertThat(svg.select("pattern, mask, [mask]")).isEmpty();
        assertThat(svg.select("rect").attr("fill")).isEqualTo("red");
        assertThat(svg.select("rect").attr("fill-opacity")).isEqualTo("0.3");
    }

    @Test
    void fontsAreThoseOfTheTheme() throws Exception {
        String demo = PaperSvg.of(Files.readString(Path.of("docs/images/demo.svg")));
        assertThat(demo).contains("font-family=\"" + PaperSvg.SANS + "\"").doesNotContain("sans-serif");
        assertThat(paper("<text font-family='Georgia, serif'/>").select("text").attr("font-family"))
                .isEqualTo(PaperSvg.SERIF);
        assertThat(demo.split("<path"))
                .hasSameSizeAs(Files.readString(Path.of("docs/images/demo.svg")).split("<path"));
    }

    @Test
    void whatIsNoPictureIsRefused() {
        assertThatThrownBy(() -> PaperSvg.of("<p>no</p>")).hasMessageContaining("<p>no</p>");
    }
}
