package raftbook.book.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiffTest {
    @Test
    void spacesAtTheEndDoNotCount() {
        assertThat(Diff.fits("a\nb", "a \nb\n\n")).isTrue();
        assertThat(Diff.fits("a\nb", "a\n b")).isFalse();
        assertThat(Diff.fits("", "")).isTrue();
    }

    @Test
    void anEllipsisStandsForAnythingInALine() {
        assertThat(Diff.fits("took … ms", "took 12 ms")).isTrue();
        assertThat(Diff.fits("… ms", "took 12 ms")).isTrue();
        assertThat(Diff.fits("took …", "took 12\nms")).isFalse();
        assertThat(Diff.fits("a.b …", "axb 1")).isFalse();
    }

    @Test
    void anEllipsisAloneStandsForAnyLines() {
        assertThat(Diff.fits("a\n…\nb", "a\n1\n2\nb")).isTrue();
        assertThat(Diff.fits("a\n…\nb", "a\nb")).isTrue();
        assertThat(Diff.fits("…", "")).isTrue();
        assertThat(Diff.fits("a\n…\nb", "a\n1\n2")).isFalse();
    }

    @Test
    void theDifferenceIsShownLineByLine() {
        assertThat(Diff.of("a\nb\nd", "a\nc\nd")).isEqualTo("    a\n  - b\n  + c\n    d");
        assertThat(Diff.of("a", "")).isEqualTo("  - a");
    }
}
