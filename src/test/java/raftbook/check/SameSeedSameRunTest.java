package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import raftbook.raft.RaftConfig;
import raftbook.trace.TraceEvent;

/** The same seed gives the same run: to the byte, and on every JDK. */
class SameSeedSameRunTest {

    /**
     * Of the traces of worlds 1 to 20, timers and all. It changes when the core's behaviour or the drawing of scenarios
     * changes, and then on purpose: copy the new one from this test's failure. If it differs between two JDKs, a run is
     * no longer a function of its seed.
     */
    private static final String EXPECTED = "64369913e79b7cae2d57f07cface197dfea071df927365e828df29890fa0dca4";

    @Test
    void theTracesOfTwentyWorldsAreTheCommittedOnes() {
        MessageDigest digest = sha256();
        for (long seed = 1; seed <= 20; seed++) digest.update(trace(seed).getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(EXPECTED);
    }

    @Test
    void differentSeedsGiveDifferentRuns() {
        assertThat(trace(1)).isNotEqualTo(trace(2));
    }

    private static String trace(long seed) {
        World world = new World(Scenario.of(seed), RaftConfig.DEFAULT, 1_000_000);
        world.run();
        return world.cluster().trace().events().stream().map(TraceEvent::line).collect(Collectors.joining("\n"));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError("every JDK has SHA-256", missing);
        }
    }
}
