package raftbook.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.raft.RaftRole;
import raftbook.trace.TraceEvent.Appended;
import raftbook.trace.TraceEvent.Applied;
import raftbook.trace.TraceEvent.Became;
import raftbook.trace.TraceEvent.Committed;
import raftbook.trace.TraceEvent.Lost;
import raftbook.trace.TraceEvent.NetworkFault;
import raftbook.trace.TraceEvent.NodeFault;
import raftbook.trace.TraceEvent.Received;
import raftbook.trace.TraceEvent.Sent;
import raftbook.trace.TraceEvent.TimerSet;
import raftbook.trace.TraceEvent.Truncated;
import raftbook.trace.TraceEvent.Voted;

class TraceTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final long AT = 1_234_567;

    private static Trace traceOf(int capacity, long... times) {
        Trace trace = new Trace(capacity);
        LongStream.of(times).forEach(at -> trace.record(new Committed(at, N1, at)));
        return trace;
    }

    private static List<Long> times(List<TraceEvent> events) {
        return events.stream().map(TraceEvent::at).toList();
    }

    @Test
    void aFullTraceForgetsItsOldestEventsAndCountsThem() {
        Trace trace = traceOf(3, 1, 2, 3);
        assertThat(trace.forgotten()).isZero();
        trace.record(new Committed(4, N1, 4));
        trace.record(new Committed(5, N1, 5));
        assertThat(times(trace.events())).containsExactly(3L, 4L, 5L);
        assertThat(trace.forgotten()).isEqualTo(2);
    }

    @Test
    void theHistoryHasWhatLastsOfTheForgottenEvents() {
        Trace trace = new Trace(2);
        TraceEvent n1 = new Became(2, N1, RaftRole.FOLLOWER, 2);
        TraceEvent n2 = new Became(3, N2, RaftRole.LEADER, 2);
        TraceEvent voted = new Voted(5, N1, N2, 2);
        TraceEvent cut = new NetworkFault(6, "cut", Set.of());
        trace.record(new Became(1, N1, RaftRole.CANDIDATE, 1));
        trace.record(n1);
        trace.record(n2);
        trace.record(new Sent(4, 1, N1, N2, new RequestVoteReply(2, true)));
        trace.record(voted);
        trace.record(cut);
        assertThat(trace.history()).containsExactly(n1, n2, voted, cut);
        assertThat(trace.events()).containsExactly(voted, cut);
        for (int i = 0; i < 3; i++) trace.record(new Committed(7 + i, N1, i));
        assertThat(trace.history().subList(2, 5)).containsExactly(voted, cut, new Committed(7, N1, 0));
    }

    @Test
    void aCopyCatchesUp() {
        Trace trace = new Trace(3);
        Trace copy = new Trace(2);
        trace.record(new Became(1, N1, RaftRole.LEADER, 1));
        long count = trace.copyTo(copy, 0);
        assertThat(times(copy.history())).containsExactly(1L);
        for (int i = 2; i <= 3; i++) trace.record(new Committed(i, N1, i));
        count = trace.copyTo(copy, count);
        assertThat(times(copy.history())).containsExactly(1L, 2L, 3L);
        for (int i = 4; i <= 9; i++) trace.record(new Committed(i, N1, i));
        assertThat(trace.copyTo(copy, count)).isEqualTo(9);
        assertThat(times(copy.history())).containsExactly(1L, 7L, 8L, 9L);
    }

    @Test
    void aTraceOfNoCapacityKeepsNothing() {
        assertThat(traceOf(0, 1, 2, 3).events()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trace(-1))
                .withMessage("trace capacity -1: must not be negative");
    }

    @Test
    void theEventsAreACopy() {
        Trace trace = traceOf(10, 1);
        List<TraceEvent> before = trace.events();
        trace.record(new Committed(2, N1, 2));
        assertThat(before).hasSize(1);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(before::clear);
    }

    @Test
    void betweenIncludesItsStartAndExcludesItsEnd() {
        Trace trace = traceOf(10, 1, 2, 2, 3, 4);
        assertThat(times(trace.between(2, 4))).containsExactly(2L, 2L, 3L);
        assertThat(trace.between(2, 2)).isEmpty();
        assertThat(trace.between(5, 9)).isEmpty();
    }

    @Test
    void theTextHasALineForEachEventButTimers() {
        Trace trace = new Trace(10);
        trace.record(new Became(AT, N1, RaftRole.CANDIDATE, 2));
        trace.record(new TimerSet(AT, N1, 2 * AT));
        trace.record(new Voted(2 * AT, N1, N1, 2));
        assertThat(trace.text())
                .isEqualTo(
                        "     1.235 ms  n1  is CANDIDATE in term 2\n" + "     2.469 ms  n1  votes for n1 in term 2\n");
        assertThat(trace).hasToString(trace.text());
    }

    @Test
    void theTextIsTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(new TimerSet(AT, N1, 2 * AT).line()).isEqualTo("     1.235 ms  n1  waits until 2.469 ms");
        } finally {
            Locale.setDefault(before);
        }
    }

    static Stream<Arguments> lines() {
        RaftLogEntry entry = RaftLogEntry.noOp(3);
        RaftMessage ask = new RequestVote(3, N1, 7, 2);
        RaftMessage beat = new AppendEntries(3, N1, 7, 2, List.of(), 6, 1);
        RaftMessage one = new AppendEntries(3, N1, 7, 2, List.of(entry), 6, 1);
        RaftMessage two = new AppendEntries(3, N1, 7, 2, List.of(entry, entry), 6, 1);
        return Stream.of(
                arguments(new Sent(AT, 1, N1, N2, ask), "n1 → n2  sends RequestVote, log ends at 7@2, term 3"),
                arguments(
                        new Received(AT, 1, N2, N1, new RequestVoteReply(3, true)),
                        "n2 → n1  gets  vote granted, term 3"),
                arguments(
                        new Sent(AT, 1, N2, N1, new RequestVoteReply(4, false)), "n2 → n1  sends vote refused, term 4"),
                arguments(
                        new Lost(AT, 1, N1, N2, beat, "cut"),
                        "n1 → n2  LOST  heartbeat after 7@2, commit 6, term 3 (cut)"),
                arguments(new Sent(AT, 1, N1, N2, one), "n1 → n2  sends entries 8 after 7@2, commit 6, term 3"),
                arguments(new Sent(AT, 1, N1, N2, two), "n1 → n2  sends entries 8–9 after 7@2, commit 6, term 3"),
                arguments(
                        new Sent(AT, 1, N2, N1, AppendEntriesReply.accepted(3, 9, 1)),
                        "n2 → n1  sends matches up to 9, term 3"),
                arguments(
                        new Sent(AT, 1, N2, N1, AppendEntriesReply.rejected(3, 5, 1)),
                        "n2 → n1  sends no match, retry from 5, term 3"),
                arguments(
                        new Sent(AT, 1, N2, N1, AppendEntriesReply.stale(3, 1)),
                        "n2 → n1  sends refusal of an older term, term 3"),
                arguments(new Appended(AT, N1, 4, 4, 2), "n1  appends 4 of term 2"),
                arguments(new Appended(AT, N1, 4, 6, 2), "n1  appends 4–6 of term 2"),
                arguments(new Truncated(AT, N1, 4), "n1  drops its log from 4 on"),
                arguments(new Committed(AT, N1, 4), "n1  commits up to 4"),
                arguments(new Applied(AT, N1, 4), "n1  applies up to 4"),
                arguments(new NodeFault(AT, N1, NodeFault.Kind.PAUSED), "n1  PAUSED"),
                arguments(new NetworkFault(AT, "cut n1 → n2", Set.of()), "network: cut n1 → n2"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void everyEventIsOneReadableLine(TraceEvent event, String description) {
        assertThat(event.line()).isEqualTo("     1.235 ms  " + description);
    }

    @Test
    void aWayIsItsTwoEndsInTheirOrder() {
        NodeId n2 = new NodeId("n2");
        NetworkFault.Link way = new NetworkFault.Link(N1, n2);
        assertThat(way)
                .isEqualTo(new NetworkFault.Link(N1, n2))
                .hasSameHashCodeAs(new NetworkFault.Link(N1, n2))
                .isNotEqualTo(new NetworkFault.Link(n2, N1))
                .isNotEqualTo(new NetworkFault.Link(N1, N1))
                .isNotEqualTo(new NetworkFault.Link(n2, n2))
                .isNotEqualTo(null)
                .doesNotHaveSameHashCodeAs(new NetworkFault.Link(n2, N1));
    }
}
