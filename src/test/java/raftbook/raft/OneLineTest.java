package raftbook.raft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text from outside fits on one line, whatever it holds. */
class OneLineTest {

    @Test
    void whatIsHarmlessStaysAsItIs() {
        assertThat(OneLine.of("a b é 日 \ud83d\ude00", 20)).isEqualTo("a b é 日 \ud83d\ude00");
    }

    @Test
    void aLongTextIsCutBehindSoManyCharactersAndNotWithinOne() {
        assertThat(OneLine.of("abc", 3)).isEqualTo("abc");
        assertThat(OneLine.of("abcd", 3)).isEqualTo("abc…");
        assertThat(OneLine.of("\ud83d\ude00\ud83d\ude00", 1)).isEqualTo("\ud83d\ude00…");
        assertThat(OneLine.of("", 0)).isEmpty();
        assertThat(OneLine.of("a", 0)).isEqualTo("…");
    }

    @Test
    void theUsualEndsOfLinesHaveTheirUsualNames() {
        assertThat(OneLine.of("a\nb\rc\td", 10)).isEqualTo("a\\nb\\rc\\td");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 0x1f, 0x7f, 0x9f, 0x2028, 0x2029, 0x61c, 0x200e, 0x200f, 0x202a, 0x202e, 0x2066, 0x2069, 0xd800,
                0xdfff
            })
    void whatEndsALineTurnsTheTextOrIsHalfACharacterIsShownByItsNumber(int character) {
        assertThat(OneLine.of("x" + (char) character, 10)).isEqualTo("x\\u%04x".formatted(character));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20, 0x7e, 0xa0, 0x61b, 0x200d, 0x2010, 0x2027, 0x202f, 0x2065, 0x206a, 0xd7ff, 0xe000})
    void theirNeighboursAreNot(int character) {
        assertThat(OneLine.of("x" + (char) character, 10)).isEqualTo("x" + (char) character);
    }
}
