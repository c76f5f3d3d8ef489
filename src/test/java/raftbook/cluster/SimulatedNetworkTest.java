package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.raft.RaftRole;
import raftbook.trace.TraceEvent;
import raftbook.trace.TraceEvent.Lost;
import raftbook.trace.TraceEvent.Received;
import raftbook.trace.TraceEvent.Sent;

/** What the simulated network does to messages, by chance and by hand, as the trace shows it. */
class SimulatedNetworkTest {

    private static final Duration A_WHILE = Duration.ofSeconds(5);

    private final SimulatedCluster cluster = SimulatedCluster.of(3, 3);

    @AfterEach
    void close() {
        cluster.close();
    }

    private <E extends TraceEvent> List<E> events(Class<E> type) {
        return cluster.trace().events().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private List<Duration> delays() {
        Map<Long, Long> sent = events(Sent.class).stream().collect(Collectors.toMap(Sent::id, Sent::at));
        return events(Received.class).stream()
                .map(got -> Duration.ofNanos(got.at() - sent.get(got.id())))
                .toList();
    }

    private boolean someOvertake() {
        return cluster.nodes().stream()
                .anyMatch(from -> cluster.nodes().stream().anyMatch(to -> {
                    List<Long> arrived = events(Received.class).stream()
                            .filter(got -> got.from().equals(from) && got.to().equals(to))
                            .map(Received::id)
                            .toList();
                    return !arrived.equals(arrived.stream().sorted().toList());
                }));
    }

    @Test
    void withoutFaultsEverythingArrivesOnceInOrderAfter5To15Milliseconds() {
        cluster.runFor(A_WHILE);
        assertThat(events(Lost.class)).isEmpty();
        assertThat(events(Received.class)).extracting(Received::id).doesNotHaveDuplicates();
        assertThat(someOvertake()).isFalse();
        assertThat(delays()).isNotEmpty().allMatch(d -> d.toMillis() >= 5 && d.toMillis() <= 15);
    }

    @Test
    void messagesAreLostAsOftenAsAskedFor() {
        cluster.setFaults(Faults.NONE.withLoss(0.2));
        cluster.runFor(A_WHILE);
        double share = (double) events(Lost.class).size() / events(Sent.class).size();
        assertThat(share).isBetween(0.1, 0.3);
        assertThat(events(Lost.class)).extracting(Lost::why).containsOnly("lost");
    }

    @Test
    void messagesArriveTwice() {
        cluster.setFaults(Faults.NONE.withDuplicate(0.5));
        cluster.runFor(A_WHILE);
        Map<Long, Long> arrivals =
                events(Received.class).stream().collect(Collectors.groupingBy(Received::id, Collectors.counting()));
        assertThat(arrivals.values()).contains(1L, 2L).allMatch(times -> times <= 2);
        assertThat(cluster.hasConverged()).isTrue();
    }

    @Test
    void messagesOvertakeOneAnother() {
        cluster.setFaults(Faults.NONE.withReorder(1).withDelay(Duration.ofMillis(1), Duration.ofMillis(120)));
        cluster.runFor(A_WHILE);
        assertThat(someOvertake()).isTrue();
    }

    @Test
    void messagesTakeAsLongAsTheyAreTold() {
        cluster.setFaults(Faults.NONE.withDelay(Duration.ofMillis(30), Duration.ofMillis(31)));
        cluster.runFor(A_WHILE);
        assertThat(delays()).isNotEmpty().allMatch(d -> d.toMillis() >= 30 && d.toMillis() <= 31);
    }

    /** The number that is drawn is at least 0 and below 1: below a chance of 0 it never is. */
    @Test
    void whatHasNoChanceDoesNotHappenWhateverIsDrawn() {
        Agenda agenda = new Agenda();
        SimulatedNetwork network = new SimulatedNetwork(agenda, () -> 0, event -> {}, (id, from, to, arrived) -> {});
        RequestVoteReply message = new RequestVoteReply(1, true);
        network.send(ClusterKind.N1, ClusterKind.N2, message);
        network.setFaults(Faults.NONE.withDelay(Duration.ZERO, Duration.ZERO));
        network.send(ClusterKind.N1, ClusterKind.N2, message);
        assertThat(network.inFlight()).extracting(InFlight::id).containsExactly(1L, 2L);
        assertThat(network.inFlight()).extracting(InFlight::lost).containsOnly(false);
        assertThat(network.inFlight())
                .extracting(InFlight::arrivesAt)
                .as("the second does not overtake the first")
                .containsOnly(5_000_000L);
    }

    @Test
    void aCutAlsoCatchesWhatIsOnItsWay() {
        NodeId leader = cluster.awaitLeader();
        cluster.runFor(Duration.ofMillis(200));
        cluster.fireTimer(leader);
        List<InFlight> onTheWay = cluster.inFlight();
        assertThat(onTheWay).isNotEmpty();
        cluster.isolate(leader);
        cluster.runFor(Duration.ofMillis(15));
        assertThat(events(Lost.class))
                .extracting(Lost::id)
                .containsAll(onTheWay.stream().map(InFlight::id).toList());
    }

    @Test
    void messagesToAStoppedNodeAreLost() {
        cluster.awaitLeader();
        NodeId follower = ClusterKind.followerOf(cluster, cluster.awaitLeader());
        cluster.stop(follower);
        cluster.runFor(Duration.ofSeconds(1));
        assertThat(events(Lost.class)).extracting(Lost::why).contains(follower + " is stopped");
    }

    @Test
    void anElectionCanBeCarriedOutByHand() {
        cluster.holdMessages(true);
        cluster.fireTimer(ClusterKind.N1);
        List<InFlight> requests = cluster.inFlight();
        assertThat(requests).extracting(InFlight::to).containsExactly(ClusterKind.N2, ClusterKind.N3);
        assertThat(requests).allSatisfy(copy -> assertThat(copy.message()).isInstanceOf(RequestVote.class));
        assertThat(cluster.now()).isZero();

        cluster.deliver(requests.get(0));
        cluster.drop(requests.get(1));
        InFlight vote = cluster.inFlight().get(0);
        assertThat(cluster.inFlight()).hasSize(1);
        assertThat(cluster.state(ClusterKind.N1).role()).isEqualTo(RaftRole.CANDIDATE);
        cluster.deliver(vote);
        assertThat(cluster.state(ClusterKind.N1).role()).isEqualTo(RaftRole.LEADER);
        assertThat(cluster.state(ClusterKind.N3).term()).isZero();
        assertThat(events(Lost.class)).singleElement().satisfies(lost -> assertThat(lost.why())
                .isEqualTo("dropped by hand"));
    }

    @Test
    void aMessageIsDeliveredOrDroppedOnce() {
        cluster.holdMessages(true);
        cluster.fireTimer(ClusterKind.N1);
        InFlight copy = cluster.inFlight().get(0);
        cluster.deliver(copy);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster.deliver(copy))
                .withMessageContainingAll("RequestVote", "is not on its way: choose one of inFlight()");
        assertThatIllegalArgumentException().isThrownBy(() -> cluster.drop(copy));
        assertThat(events(Received.class)).hasSize(1);
    }

    @Test
    void whatWasDeliveredByHandBeforeItsTimeIsOnItsWayNoLonger() {
        cluster.fireTimer(ClusterKind.N1);
        InFlight copy = cluster.inFlight().get(0);
        cluster.deliver(copy);
        assertThat(cluster.inFlight()).extracting(InFlight::copy).doesNotContain(copy.copy());
        assertThatIllegalArgumentException().isThrownBy(() -> cluster.drop(copy));
    }

    @Test
    void whatWasHeldAndTakenByHandIsForgotten() {
        Agenda agenda = new Agenda();
        SimulatedNetwork network = new SimulatedNetwork(agenda, () -> 0, event -> {}, (id, from, to, arrived) -> {});
        network.setHolding(true);
        for (int i = 0; i < 3; i++) network.send(ClusterKind.N1, ClusterKind.N2, new RequestVoteReply(1, true));
        network.deliver(network.inFlight().get(0));
        network.drop(network.inFlight().get(0));
        network.delay(network.inFlight().get(0), 5);
        assertThat(network.inFlight()).hasSize(1);
        assertThat(agenda.planned(Agenda.Planned.class)).hasSize(1);
        assertThat(agenda.nextAt()).as("it arrives by hand alone").isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aMessageDoubledByHandArrivesTwice() {
        cluster.fireTimer(ClusterKind.N1);
        InFlight request = cluster.inFlight().get(0);
        cluster.duplicate(request);
        assertThat(cluster.inFlight()).extracting(InFlight::id).containsExactly(1L, 2L, 1L);
        cluster.runFor(Duration.ofMillis(15));
        assertThat(events(Received.class))
                .filteredOn(got -> got.id() == request.id())
                .hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster.duplicate(request))
                .withMessageEndingWith("is not on its way: choose one of inFlight()");
    }

    @Test
    void aMessageDelayedByHandArrivesThatMuchLaterAndOnce() {
        cluster.fireTimer(ClusterKind.N1);
        InFlight request = cluster.inFlight().get(0);
        cluster.delay(request, Duration.ofMillis(40));
        assertThat(cluster.inFlight())
                .extracting(InFlight::copy)
                .as("another copy")
                .containsExactly(2L, 3L);
        cluster.runFor(Duration.ofMillis(60));
        assertThat(events(Received.class))
                .filteredOn(got -> got.id() == request.id())
                .extracting(Received::at)
                .containsExactly(request.arrivesAt() + 40_000_000);
        assertThatIllegalArgumentException().isThrownBy(() -> cluster.delay(request, Duration.ZERO));
    }

    @Test
    void aDelayOverAYearIsRefusedAndTheMessageStaysOnItsWay() {
        cluster.fireTimer(ClusterKind.N1);
        List<InFlight> before = cluster.inFlight();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster.delay(before.get(0), Duration.ofDays(366)))
                .withMessage("a delay of PT8784H: must not exceed 365 days");
        assertThat(cluster.inFlight()).isEqualTo(before);
    }

    @Test
    void whatCameOfADeedByHandIsNewsOnce() {
        cluster.news();
        cluster.stop(ClusterKind.N3);
        assertThat(cluster.news()).extracting(TraceEvent::describe).containsExactly("n3  STOPPED");
        assertThat(cluster.news()).isEmpty();
    }

    @Test
    void heldMessagesWaitAndLaterOnesTravelAgain() {
        cluster.holdMessages(true);
        cluster.fireTimer(ClusterKind.N1);
        List<InFlight> held = new ArrayList<>(cluster.inFlight());
        cluster.runFor(Duration.ofMillis(100));
        assertThat(cluster.inFlight()).isEqualTo(held);
        cluster.holdMessages(false);
        cluster.awaitLeader();
        assertThat(cluster.inFlight()).containsAll(held);
        assertThat(events(Received.class))
                .extracting(Received::id)
                .isNotEmpty()
                .doesNotContainAnyElementsOf(held.stream().map(InFlight::id).toList());
    }
}
