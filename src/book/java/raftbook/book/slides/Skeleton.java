package raftbook.book.slides;

import java.util.logging.Logger;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import raftbook.book.chapter.Mark;

/**
 * What stands around the slides of a deck, made by asciidoctorj-revealjs, which is on the class path of {@code mvn -Pslides} alone.
 * The slides themselves come into it as they are: their blocks were converted for the chapter's page already.
 */
final class Skeleton implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger("asciidoctor");
    private static final String PLACE = "the-slides-come-here";
    private static final String HEAD = """
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="live.css">
            <link rel="stylesheet" href="slides.css">
            <script src="live.js" defer></script>
            <script src="slides.js" defer></script>
            </head>
            """;

    private final Asciidoctor asciidoctor;

    /** @throws IllegalStateException if the backend is not on the class path */
    Skeleton() {
        LOGGER.setUseParentHandlers(false);
        asciidoctor = Asciidoctor.Factory.create();
        try {
            asciidoctor.requireLibrary("asciidoctor-revealjs");
        } catch (RuntimeException missing) {
            throw new IllegalStateException(
                    "asciidoctorj-revealjs is not on the class path: build slides with mvn -Pslides", missing);
        }
    }

    /** A whole page of reveal.js. */
    String page(Deck deck) {
        String source = "= %s\n\n++++\n%s\n++++\n".formatted(deck.chapter().title(), PLACE);
        String page = asciidoctor.convert(source, OPTIONS);
        return page.replaceFirst("</head>", HEAD)
                .replaceFirst(
                        "<body",
                        "<body class=\"deck\" " + Mark.CHAPTER + "=\""
                                + deck.chapter().name() + "\"")
                .replace(PLACE, deck.html());
    }

    private static final Options OPTIONS = Options.builder()
            .safe(SafeMode.SECURE)
            .backend("revealjs")
            .standalone(true)
            .attributes(Attributes.builder()
                    // Nothing from another host: no fonts of icons, no highlighter, no theme.
                    .attribute("webfonts", null)
                    .attribute("source-highlighter", null)
                    .attribute("noheader", "")
                    .attribute("notitle", "")
                    .attribute("revealjsdir", RevealJs.FOLDER)
                    .attribute("revealjs_customtheme", "slides.css")
                    .attribute("revealjs_width", "1280")
                    .attribute("revealjs_height", "720")
                    .attribute("revealjs_margin", "0")
                    .attribute("revealjs_maxscale", "4")
                    .attribute("revealjs_center", "false")
                    .attribute("revealjs_hash", "true")
                    .attribute("revealjs_slidenumber", "c/t")
                    .attribute("revealjs_transition", "none")
                    .attribute("revealjs_controlstutorial", "false")
                    // All are laid out, so that each can be measured before it is seen.
                    .attribute("revealjs_viewdistance", "99")
                    .attribute("revealjs_mobileviewdistance", "99")
                    // A slide is a page of paper, and not one for each of its steps.
                    .attribute("revealjs_pdfseparatefragments", "false")
                    .attribute("revealjs_plugin_zoom", "disabled")
                    .build())
            .build();

    @Override
    public void close() {
        asciidoctor.close();
    }
}
