package raftbook.book.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
