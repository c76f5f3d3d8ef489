package raftbook.ratis.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.check.Verdict;
import raftbook.ratis.Main;
import raftbook.ratis.Members;
import raftbook.ratis.Rash;
import raftbook.ratis.judge.Judge.Fault;

/** Processes are killed, stopped and cut off: our servers pass, and those that break a promise are found out. */
class JudgeTest {

    @TempDir
    Path folder;

    private Summary run(Class<?> program, int most, List<Fault> faults) throws IOException, InterruptedException {
        try (Processes servers = start(program)) {
            return run(servers, most, faults);
        }
    }

    private Processes start(Class<?> program) throws IOException {
        return Processes.start(3, folder, Judge.ELECTION_TIMEOUT, program);
    }

    private static Summary run(Processes servers, int most, List<Fault> faults)
            throws IOException, InterruptedException {
        servers.awaitLeader();
        try (Witnesses clients = new Witnesses(servers.group(), 4, 1)) {
            Judge judge = new Judge(servers, clients, 1);
            Summary seen = null;
            for (int i = 0; i < most && (seen == null || seen.isClean()); i++) {
                for (Fault each : faults) judge.round(each);
                seen = judge.judge(clients.soFar());
            }
            return judge.judge(clients.end(true));
        }
    }

    private static void letLead(String id, Processes servers) throws IOException {
        try (Members members = new Members(servers.group(), Duration.ofSeconds(10))) {
            members.transfer(id);
        }
    }

    @Test
    void ourServersLoseNothingAndReadNothingStaleWhateverIsDoneToThem() throws Exception {
        Summary summary = run(Main.class, 1, List.of(Fault.values()));
        assertThat(summary.isClean()).as(print(summary)).isTrue();
        assertThat(summary.keys(Verdict.LINEARIZABLE)).isGreaterThanOrEqualTo(Fault.values().length);
        assertThat(print(summary))
                .contains("kill -9")
                .contains("leader cut off")
                .contains("Apache Ratis 3.3.0");
    }

    @Test
    void serversThatForgetWhatTheyStoredAreFoundOut() throws Exception {
        Summary summary = run(Forgetful.class, 5, List.of(Fault.ALL_KILLED));
        assertThat(summary.isClean()).isFalse();
        assertThat(summary.keys(Verdict.BROKEN)).isPositive();
        assertThat(print(summary)).contains(" is broken").contains("reads nothing");
    }

    @Test
    void serversThatReadAsRatisDoesByDefaultAreFoundOut() throws Exception {
        try (Processes servers = start(Rash.class)) {
            servers.awaitLeader();
            letLead(Rash.BELIEVER, servers);
            Summary summary = run(servers, 10, List.of(Fault.LEADER_CUT_OFF));
            assertThat(summary.keys(Verdict.BROKEN)).as(print(summary)).isPositive();
        }
    }

    @Test
    void aRunThatStallsIsJudgedAndSaysWhatWasSeenOfEachServer() throws Exception {
        try (Processes servers = Processes.start(3, folder, Judge.ELECTION_TIMEOUT)) {
            servers.awaitLeader();
            try (Witnesses clients = new Witnesses(servers.group(), 4, 1)) {
                clients.awaitWriteAfter(clients.now());
                servers.kill("n1");
                servers.kill("n2");
                assertThatThrownBy(() -> clients.awaitWriteAfter(clients.now(), new Patience(3_000)))
                        .isInstanceOf(Stalled.class)
                        .hasMessage("no write is acknowledged within 3 s");
                Summary summary = new Judge(servers, clients, 1)
                        .judge(clients.end(false))
                        .stalled(new Stalled("no write"), servers.looks());
                assertThat(summary.isClean()).isFalse();
                assertThat(summary.keys(Verdict.BROKEN)).isZero();
                assertThat(print(summary))
                        .containsPattern("stalled +no write")
                        .containsPattern("n1 +ended with 137; does not answer; last said: n1 listens on")
                        .containsPattern("n3 +process [0-9]+; (FOLLOWER|CANDIDATE|LEADER) of term");
            }
        }
    }

    private static String print(Summary summary) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        summary.print(new PrintStream(printed, true, StandardCharsets.UTF_8));
        return printed.toString(StandardCharsets.UTF_8);
    }
}
