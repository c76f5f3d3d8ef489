package raftbook.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import raftbook.metadata.MetadataCommand.Put;
import raftbook.raft.Outbox;
import raftbook.raft.RefusedException;

class WatchesTest {

    private static final Outbox TOLD = (to, message) -> {};

    private final MetadataStore store = new MetadataStore();
    private final Watches watches = new Watches();

    private MetadataRequest.Watch wait(String path, long after, long deadline) {
        MetadataRequest.Watch watch = MetadataRequest.watch(path, after);
        watches.add(watch, deadline, store, TOLD);
        return watch;
    }

    private void put(String key) {
        store.apply(new Put(key, "v"));
    }

    private static Changes told(MetadataRequest.Watch watch) {
        assertThat(watch.answer()).isCompleted();
        return watch.answer().join();
    }

    private static Changes put(long version, String key, long upTo) {
        return new Changes(upTo, List.of(new Change(version, key, "v")));
    }

    @Test
    void whatHasChangedAlreadyIsToldAtOnce() {
        put("/a");
        assertThat(told(wait("/a", 0, 100))).isEqualTo(put(1, "/a", 1));
        assertThat(watches.isEmpty()).as("nobody waits").isTrue();
    }

    @Test
    void aWatchWaitsForTheNextChangeAtItsPathOrBelow() {
        MetadataRequest.Watch watch = wait("/a", 0, 100);
        assertThat(watches.size()).isOne();
        put("/ab");
        watches.advance(1, store, TOLD);
        assertThat(watch.isSettled()).as("another key's change").isFalse();
        put("/a/b");
        watches.advance(2, store, TOLD);
        assertThat(told(watch)).isEqualTo(put(2, "/a/b", 2));
        assertThat(watches.size()).isZero();
    }

    @Test
    void aWatchIsNotToldOfWhatItHasSeen() {
        MetadataRequest.Watch ahead = wait("/", 1, 100);
        MetadataRequest.Watch level = wait("/", 0, 100);
        put("/a");
        watches.advance(1, store, TOLD);
        assertThat(level.isSettled()).isTrue();
        assertThat(ahead.isSettled())
                .as("it came from a server that was further on")
                .isFalse();
        put("/b");
        watches.advance(2, store, TOLD);
        assertThat(told(ahead)).isEqualTo(put(2, "/b", 2));
    }

    @Test
    void whoeverComesSecondIsToldOfEachChangeOnceAndTakesNoneFromTheFirst() {
        MetadataRequest.Watch first = wait("/", 0, 100);
        put("/a");
        MetadataRequest.Watch second = wait("/a", 1, 100);
        watches.advance(1, store, TOLD);
        assertThat(told(first)).isEqualTo(put(1, "/a", 1));
        assertThat(second.isSettled()).as("it has seen entry 1").isFalse();
        put("/a");
        watches.advance(2, store, TOLD);
        assertThat(told(second)).isEqualTo(put(2, "/a", 2));
    }

    @Test
    void whenItsPatienceEndsAWatchIsToldHowFarItHasCome() {
        MetadataRequest.Watch shorter = wait("/a", 0, 100);
        MetadataRequest.Watch longer = wait("/a", 0, 101);
        assertThat(watches.deadline()).isEqualTo(100);
        put("/b");
        watches.advance(99, store, TOLD);
        assertThat(shorter.isSettled()).as("a nanosecond early").isFalse();
        watches.advance(100, store, TOLD);
        assertThat(told(shorter)).isEqualTo(new Changes(1, List.of()));
        assertThat(longer.isSettled()).isFalse();
        assertThat(watches.deadline()).isEqualTo(101);
    }

    @Test
    void nobodyWakesForNoWatch() {
        assertThat(watches.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void moreChangesAtOnceThanAreKeptEndAWatchInWords() {
        MetadataRequest.Watch watch = wait("/a", 0, 100);
        for (int i = 0; i <= RecentChanges.MOST; i++) put("/b");
        watches.advance(1, store, TOLD);
        assertThat(watch.answer())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(FellBehindException.class)
                .satisfies(behind ->
                        assertThat(((FellBehindException) behind).forgotten()).isEqualTo(1));
    }

    @Test
    void whatWasForgottenBeforeAWatchBeganIsNoLossToIt() {
        for (int i = 0; i <= RecentChanges.MOST; i++) put("/b");
        MetadataRequest.Watch watch = wait("/a", store.appliedIndex(), 100);
        put("/a");
        watches.advance(1, store, TOLD);
        assertThat(told(watch)).isEqualTo(put(RecentChanges.MOST + 2, "/a", RecentChanges.MOST + 2));
    }

    @Test
    void whoHasBeenRefusedWaitsNoLonger() {
        MetadataRequest.Watch watch = wait("/a", 0, 100);
        watches.refuse(new RefusedException("no more"), TOLD);
        assertThat(watch.answer()).isCompletedExceptionally();
        assertThat(watches.isEmpty()).isTrue();
    }
}
