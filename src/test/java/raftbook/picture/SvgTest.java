package raftbook.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SvgTest {

    @Test
    void numbers_have_at_most_one_decimal_and_no_negative_zero() {
        assertThat(Svg.number(12)).isEqualTo("12");
        assertThat(Svg.number(12.34)).isEqualTo("12.3");
        assertThat(Svg.number(-0.26)).isEqualTo("-0.3");
        assertThat(Svg.number(-0.01)).isEqualTo("0");
        assertThat(Svg.number(-1.5)).isEqualTo("-1.5");
        assertThat(Svg.number(1234567.89)).isEqualTo("1234567.9");
    }

    @Test
    void markup_in_a_text_stays_text_and_what_xml_cannot_hold_is_replaced() {
        String odd = "</text><script>\"&'\u0000\ud800 \ud83d\ude00\uffff";
        Drawing drawing = Drawing.parse(new Svg(10, 10, odd).text(0, 0, odd).end());
        String shown = "</text><script>\"&'\ufffd\ufffd \ud83d\ude00\ufffd";
        assertThat(drawing.texts()).containsExactly(shown);
        assertThat(drawing.root().getAttribute("aria-label")).isEqualTo(shown);
    }

    @Test
    void a_text_that_does_not_fit_is_shortened_between_characters() {
        String smileys = "\ud83d\ude00".repeat(9);
        assertThat(Svg.fit(smileys, 44, 11)).isEqualTo("\ud83d\ude00".repeat(3) + "…");
        assertThat(Svg.fit("short", 100, 11)).isEqualTo("short");
        assertThat(Svg.wrap("one two  three", 60, 11)).containsExactly("one two", "three");
        assertThat(Svg.wrap(" ", 60, 11)).isEmpty();
    }
}
