package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits for a server, in two lanes: messages do not wait behind requests, and what is too much is not let in. */
class LanesTest {

    private final Lanes<Integer> lanes = new Lanes<>();

    @Test
    void messagesGoFirstAndRequestsFollowSomeAtATimeInTheirOrder() {
        for (int i = 0; i < 2 * Lanes.REQUESTS_AT_ONCE; i++) lanes.addRequest(i, Lanes.MOST_WAITING);
        lanes.addMessage(-1);
        List<Integer> first = next();
        lanes.addMessage(-2);
        List<Integer> second = next();
        assertThat(first).hasSize(1 + Lanes.REQUESTS_AT_ONCE).startsWith(-1, 0, 1);
        assertThat(second).hasSize(1 + Lanes.REQUESTS_AT_ONCE).startsWith(-2, Lanes.REQUESTS_AT_ONCE);
        assertThat(lanes.isEmpty()).isTrue();
    }

    @Test
    void whatIsFetchedAndNotYetTakenStillCountsAsWaiting() {
        for (int i = 0; i < Lanes.MOST_WAITING; i++)
            assertThat(lanes.addRequest(i, Lanes.MOST_WAITING)).isTrue();
        assertThat(lanes.addRequest(0, Lanes.MOST_WAITING)).isFalse();
        next();
        for (int i = 0; i < Lanes.REQUESTS_AT_ONCE; i++)
            assertThat(lanes.addRequest(i, Lanes.MOST_WAITING)).isTrue();
        assertThat(lanes.addRequest(0, Lanes.MOST_WAITING)).isFalse();
    }

    private List<Integer> next() {
        List<Integer> taken = new ArrayList<>();
        lanes.fetch();
        lanes.moveTo(taken);
        return taken;
    }

    @Test
    void aLaneIsEmptyWhenAllThatWasFetchedHasBeenTaken() {
        assertThat(lanes.isEmpty()).isTrue();
        lanes.addRequest(1, 1);
        assertThat(lanes.isEmpty()).isFalse();
        lanes.fetch();
        assertThat(lanes.isEmpty()).isFalse();
        lanes.moveTo(new ArrayList<>());
        assertThat(lanes.isEmpty()).isTrue();
        lanes.addMessage(2);
        assertThat(lanes.isEmpty()).isFalse();
    }

    @Test
    void allThatWaitsCanBeMovedAtOnce() {
        for (int i = 1; i <= 2 * Lanes.REQUESTS_AT_ONCE; i++) lanes.addRequest(i, Lanes.MOST_WAITING);
        lanes.fetch();
        lanes.addMessage(-1);
        lanes.addRequest(-2, Lanes.MOST_WAITING);
        List<Integer> all = new ArrayList<>();
        OtherThread.start(() -> lanes.moveAllTo(all)).awaitEnd();
        assertThat(all)
                .hasSize(2 * Lanes.REQUESTS_AT_ONCE + 2)
                .startsWith(-1, 1, 2)
                .endsWith(-2);
    }

    @Test
    void whoeverIsTurnedAwayIsToldWhyAndWhatToDo() {
        assertThat(Lanes.full("n1"))
                .isEqualTo("n1 has 65536 requests waiting, and lets no more wait: send this one again when others have"
                        + " been answered");
    }
}
