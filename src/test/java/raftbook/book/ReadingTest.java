package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import raftbook.book.site.Reading;

/** What counts as reading. */
class ReadingTest {
    @Test
    void countsProseAndTheLinesOfListingsThatStandOpen() {
        assertThat(Reading.of(body("<h2>Two words</h2><p>and three more</p><pre><code>a();\n\nb();\n</code></pre>")))
                .isEqualTo(new Reading(5, 2, 0));
    }

    @Test
    void whatIsFoldedPrintedOrPractisedDoesNotCount() {
        assertThat(Reading.of(body("<details><summary>Imports</summary><pre>import x;</pre></details>"
                        + "<div class=\"cell-output\"><pre>printed</pre><svg><text>drawn</text></svg></div>"
                        + "<section class=\"exercise\"><p>Write it.</p><pre>start();</pre></section>")))
                .isEqualTo(new Reading(0, 0, 0));
    }

    @Test
    void aChapterAtBothBoundsTakesFortyFiveMinutes() {
        assertThat(new Reading(3000, 300, 0).minutes()).isEqualTo(45);
        assertThat(new Reading(100, 0, 0).minutes()).isEqualTo(5);
    }

    @Test
    void aQuestionTakesHalfAMinuteHoweverItsWordsAre() {
        String question = "<section class=\"question\"><p>Why is that so?</p><pre>code();</pre></section>";
        assertThat(Reading.of(body(question + question))).isEqualTo(new Reading(0, 0, 2));
        assertThat(new Reading(1500, 0, 10).minutes()).isEqualTo(15);
    }

    private static Element body(String html) {
        return Jsoup.parseBodyFragment(html).body();
    }
}
