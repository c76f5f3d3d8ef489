package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whoever does what {@code Raft.tla} allows keeps what the paper promises: in every state of a small scope. That is one term here, and two
 * with {@code -Draftbook.judgedWorlds=20}, as in {@code .ci/run}.
 */
class PromisesTest {

    private static final Path MODULES = Path.of("docs/spec");
    private static final boolean WHOLE = Integer.getInteger("raftbook.judgedWorlds", 0) >= 20;

    private final Tlc tlc = new Tlc(Tlc.found());

    private static String read(String module) throws IOException {
        return Files.readString(MODULES.resolve(module));
    }

    @Test
    void whatTheSpecificationAllowsKeepsThePromises() throws IOException {
        String scope = read("Small.cfg");
        String asked = WHOLE ? scope : scope.replace("MaxTerm = 2", "MaxTerm = 1");
        List<String> said = tlc.check(MODULES, "Small", Map.of("Small.cfg", asked));
        assertThat(said).contains("Model checking completed. No error has been found.");
        // The chapter tells the second number.
        assertThat(String.join("\n", said)).contains((WHOLE ? 40_243 : 443) + " distinct states found, 0 states left");
    }

    /** A specification that allowed more would break one of them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VoteAfter(i, m) \\in {Nobody, j} | TRUE | Invariant ElectionSafety is violated.",
                "/\\ IsMajority(votes[i])         | /\\ TRUE | Invariant ElectionSafety is violated.",
                "/\\ IsUpToDate(i, m)             | /\\ TRUE | Invariant LeaderCompleteness is violated.",
            })
    void aSpecificationThatAllowsMoreBreaksOne(String rule, String instead, String broken) throws IOException {
        String raft = read("Raft.tla");
        assertThat(raft).containsOnlyOnce(rule);
        List<String> said = tlc.check(MODULES, "Small", Map.of("Raft.tla", raft.replace(rule, instead)));
        assertThat(said).contains("Error: " + broken);
    }
}
