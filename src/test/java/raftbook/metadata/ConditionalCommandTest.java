package raftbook.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import raftbook.metadata.ConditionalCommand.CompareAndDelete;
import raftbook.metadata.ConditionalCommand.CompareAndSet;
import raftbook.metadata.ConditionalCommand.Hold;
import raftbook.metadata.ConditionalCommand.Open;

class ConditionalCommandTest {

    private static final List<ConditionalCommand> SOME = List.of(
            new CompareAndSet("/a", 0, ""),
            new CompareAndSet("/a", Long.MAX_VALUE, "two\nlines\n"),
            new CompareAndDelete("/ä/b", 7),
            new Open("/s/ada", "10.0.0.1", 5000),
            new Hold("/lock", "ada\n", "/s/ada", 17));

    @Test
    void whatIsEncodedIsReadBack() {
        for (ConditionalCommand command : SOME) {
            assertThat(ConditionalCommand.decode(command.encode())).isEqualTo(command);
        }
    }

    @Test
    void eachIsSpelledForHumans() {
        assertThat(new String(SOME.get(4).encode(), UTF_8)).isEqualTo("HLD\n17\n/s/ada\n/lock\nada\n");
        assertThat(new String(SOME.get(3).encode(), UTF_8)).isEqualTo("SES\n5000\n/s/ada\n10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CAS\n07\n/a\nv",
                "CAS\n+7\n/a\nv",
                "CAS\n-1\n/a\nv",
                "CAS\n\n/a\nv",
                "CAS\n7\n/a",
                "CAS\n7",
                "CAS\n",
                "CAS\n99999999999999999999\n/a\nv",
                "CAS\n٧\n/a\nv",
                "CAS\n7\n/a//b\nv",
                "CAD\n0\n/a",
                "CAD\n1\n/a\nb",
                "CAD\n1",
                "SES\n9\n/a\nv",
                "SES\n86400001\n/a\nv",
                "SES\n100\n/a",
                "HLD\n0\n/s\n/a\nv",
                "HLD\n1\n/s\n/a",
                "HLD\n1\ns\n/a\nv",
                "CAS 7\n/a\nv"
            })
    void whatIsSpelledInAnyOtherWayIsNoCommand(String spelling) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> ConditionalCommand.decode(spelling.getBytes(UTF_8)));
    }

    @Test
    void theVerbAloneTellsWhatItIs() {
        assertThat(ConditionalCommand.isOne("CAS\n".getBytes(UTF_8))).isTrue();
        assertThat(ConditionalCommand.isOne("CAS".getBytes(UTF_8))).isFalse();
        assertThat(ConditionalCommand.isOne("PUT\n".getBytes(UTF_8))).isFalse();
    }

    @Test
    void aVersionThatIsNoNumberIsNotTakenForAKeyThatIsAbsent() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> ConditionalCommand.decode("CAS\nx\n/a\nv".getBytes(UTF_8)))
                .withMessageContaining("version -1");
    }

    @Test
    void bytesThatAreNotTextAreNoCommand() {
        byte[] bytes = SOME.get(0).encode();
        byte[] broken = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        broken[bytes.length] = (byte) 0xff;
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> ConditionalCommand.decode(broken));
    }

    @ParameterizedTest
    @MethodSource("raftbook.metadata.BadInput#keys")
    void malformedKeysAreRefused(String key, String input, String rule, String remedy) {
        for (Runnable making : List.<Runnable>of(
                () -> new CompareAndSet(key, 1, "v"),
                () -> new CompareAndDelete(key, 1),
                () -> new Open(key, "v", 1000),
                () -> new Hold(key, "v", "/s", 1),
                () -> new Hold("/a", "v", key, 1))) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(making::run)
                    .withMessageContainingAll(input, rule, remedy);
        }
    }

    @Test
    void versionsAndTimesOutOfBoundsAreRefused() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> new CompareAndSet("/a", -1, "v"))
                .withMessage(
                        "version -1 of key '/a': must be 0, for a key that is not there, or one that the store has named,"
                                + " which is 1 or more");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> new CompareAndDelete("/a", 0))
                .withMessageContaining("version 0 of key '/a': must be one that the store has named");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> new Open("/s", "v", 9))
                .withMessage(
                        "session '/s' of 9 ms: must last 10 ms to a day, and be kept alive about three times within it");
    }
}
