package raftbook.book.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import raftbook.picture.SpaceTimeDiagram;

class SvgImageTest {

    @Test
    void thePictureIsCarriedAsData() {
        assertThat(SvgImage.html("<svg>é</svg>"))
                .isEqualTo("<img alt=\"a picture\" src=\"data:image/svg+xml;base64,PHN2Zz7DqTwvc3ZnPg==\">");
    }

    @Test
    void itsLabelIsToldToThoseWhoCannotSeeIt() {
        assertThat(SvgImage.html(
                        "<svg width=\"9\" aria-label=\"n1 &lt; n2\"><g aria-label=\"no\"><title>no</title></g></svg>"))
                .startsWith("<img alt=\"n1 &lt; n2\" src=");
        assertThat(SvgImage.html("<svg><g aria-label=\"no\"><title id=\"t\">say \"when\"</title></g></svg>"))
                .startsWith("<img alt=\"say &quot;when&quot;\" src=");
    }

    @Test
    void aPictureInTheLibrarysColoursTakesTheirCounterpartsInTheDarkAlong() {
        String svg = SpaceTimeDiagram.of(List.of()).toSvg();
        String data = SvgImage.html(svg).replaceAll(".*base64,|\">$", "");
        String carried = new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
        assertThat(carried)
                .contains("<style>:root{color-scheme:light dark}")
                .contains("[fill=\"#fdfdfb\"] { fill: light-dark(#fdfdfb, ")
                .endsWith("</style></svg>\n");
        assertThat(carried.replaceAll("<style>.*</style>", "")).isEqualTo(svg);
    }
}
