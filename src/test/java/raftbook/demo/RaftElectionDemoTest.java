package raftbook.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.CommitRule;
import raftbook.raft.LogPosition;
import raftbook.raft.LogRules;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftLog;
import raftbook.raft.Rules;

class RaftElectionDemoTest {

    private static final List<String> HEADINGS = List.of(
            "1. Initial leader election.",
            "2. First metadata replication.",
            "3. Heartbeat stability.",
            "4. Leader failure and re-election.",
            "5. Second metadata replication.");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theLiveDemoConvergesAndShowsItsFiveSteps() {
        assertThat(RaftElectionDemo.run(out)).as(printed()).isZero();
        assertThat(printed()).containsSubsequence(HEADINGS).contains("{/config/service/b=v2, /config/service/c=v3}");
    }

    @Test
    void modeLocalLosesAWriteThatItCalledDone() {
        assertThat(RaftElectionDemo.run(out, "--mode=local")).as(printed()).isZero();
        assertThat(printed())
                .containsSubsequence(HEADINGS.subList(0, 3))
                .containsSubsequence(
                        "4. A write without a majority.",
                        "/config/service/c=v3",
                        "5. Leader failure.",
                        "GET /config/service/c finds nothing: the write that was done is LOST.");
        assertThat(printed()
                        .substring(printed().indexOf("5. "))
                        .split("metadata \\{/config/service/a=v1, /config/service/b=v2}", -1))
                .as("the servers that have not heard of it")
                .hasSize(3);
    }

    @Test
    void inVirtualTimeTheSameWriteIsLostWithEverySeed() {
        for (int seed = 1; seed <= 20; seed++) {
            ClusterConfig config = ClusterConfig.of(3).withSeed(seed).with(RaftConfig.DEFAULT.with(Rules.LOCAL));
            try (SimulatedCluster cluster = new SimulatedCluster(config)) {
                assertThat(new RaftElectionDemo(cluster, out).runUntilLoss())
                        .as("seed " + seed)
                        .isTrue();
            }
        }
    }

    @Test
    void eachStepShowsEveryNodesRoleTermLogAndMetadata() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            assertThat(new RaftElectionDemo(cluster, out).run()).isTrue();
        }
        String[] steps = printed().split("(?m)^(?=\\d\\. )");
        assertThat(steps).hasSize(6);
        for (int i = 1; i < steps.length; i++) {
            assertThat(steps[i]).startsWith(HEADINGS.get(i - 1)).contains("n1  ", "n2  ", "n3  ");
            assertThat(steps[i]).contains("LEADER  term ", "commitIndex ", "lastApplied ", "index  term  command");
        }
        assertThat(steps[2]).contains("1      1     no-op", "2      1     PUT /config/service/a v1");
        assertThat(steps[2].split("metadata \\{/config/service/a=v1, /config/service/b=v2}", -1))
                .hasSize(4);
        assertThat(steps[3]).contains("still leads term 1");
        assertThat(steps[4]).contains("was stopped", "STOPPED");
        assertThat(steps[5].split("metadata \\{/config/service/b=v2, /config/service/c=v3}", -1))
                .hasSize(3);
        assertThat(steps[5]).contains("DEL /config/service/a", "All running nodes have the same log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--mode=paper", "local", ""})
    void anUnknownArgumentIsRefusedWithTheRemedy(String argument) {
        assertThat(RaftElectionDemo.run(out, argument)).isEqualTo(2);
        assertThat(printed())
                .startsWith("arguments [" + argument + "]: use --mode=quorum (the default) or --mode=local")
                .doesNotContain("leads");
    }

    @Test
    void moreThanOneArgumentIsRefused() {
        assertThat(RaftElectionDemo.run(out, "--mode=local", "--mode=quorum")).isEqualTo(2);
        assertThat(printed()).startsWith("arguments [--mode=local, --mode=quorum]: use ");
    }

    @Test
    void nodesThatCannotConvergeAreFoundOut() {
        LogRules nothingFits = new LogRules() {
            @Override
            public boolean matches(RaftLog log, LogPosition previous) {
                return false;
            }
        };
        Rules rules = Rules.PAPER.with(CommitRule.local()).with(nothingFits);
        ClusterConfig config = ClusterConfig.of(3).with(RaftConfig.DEFAULT.with(rules));
        try (SimulatedCluster cluster = new SimulatedCluster(config)) {
            assertThat(new RaftElectionDemo(cluster, out).run()).isFalse();
        }
        assertThat(printed())
                .contains("2. First metadata replication. The nodes DIFFER.")
                .doesNotContain("3. ");
    }

    @Test
    void aWriteWhoseOutcomeIsUnknownIsRepeated() {
        try (SimulatedCluster cluster = new SimulatedCluster(ClusterConfig.of(3).withSeed(2))) {
            // The leader is cut off while it holds the demo's first write, and hears of its successor when healed.
            cluster.awaitLeader();
            cluster.at(cluster.now(), () -> cluster.isolate(cluster.leader().orElseThrow()));
            cluster.at(cluster.now() + 3_000_000_000L, cluster::heal);
            assertThat(new RaftElectionDemo(cluster, out).run()).as(printed()).isTrue();
        }
        assertThat(printed()).contains("unknown").containsSubsequence(HEADINGS);
    }
}
