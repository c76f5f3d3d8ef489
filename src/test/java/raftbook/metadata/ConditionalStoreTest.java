package raftbook.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import raftbook.metadata.ConditionalCommand.CompareAndDelete;
import raftbook.metadata.ConditionalCommand.CompareAndSet;
import raftbook.metadata.ConditionalCommand.Hold;
import raftbook.metadata.ConditionalCommand.Open;
import raftbook.metadata.MetadataCommand.Delete;
import raftbook.metadata.MetadataCommand.Put;

class ConditionalStoreTest {

    private final MetadataStore store = new MetadataStore();
    private long index;

    /** Applies it as the next entry, and says what its client is told. */
    private String apply(MetadataCommand command) {
        return apply(command.encode());
    }

    private String apply(ConditionalCommand command) {
        return apply(command.encode());
    }

    private String apply(byte[] command) {
        store.apply(++index, command);
        return store.refusalAt(index).map(Throwable::getMessage).orElse("done");
    }

    private long version(String key) {
        return store.look(key).map(Change::version).orElse(Change.ABSENT);
    }

    @Test
    void aKeysVersionIsTheEntryThatHasWrittenIt() {
        apply(new Put("/a", "1"));
        apply(new Put("/b", "1"));
        apply(new Put("/a", "2"));
        assertThat(version("/a")).isEqualTo(3);
        assertThat(version("/b")).isEqualTo(2);
        assertThat(version("/c")).isZero();
    }

    @Test
    void aKeyThatWasDeletedAndCreatedAgainHasAnotherVersion() {
        apply(new Put("/a", "1"));
        apply(new Delete("/a"));
        apply(new Put("/a", "1"));
        assertThat(apply(new CompareAndSet("/a", 1, "mine")))
                .isEqualTo("key '/a' of version 3, and not of version 1: read it again, and decide anew");
    }

    @Test
    void aCompareAndSetIsDoneAtItsVersionAlone() {
        assertThat(apply(new CompareAndSet("/a", 0, "1"))).isEqualTo("done");
        assertThat(apply(new CompareAndSet("/a", 0, "2"))).contains("of version 1, and not absent");
        assertThat(apply(new CompareAndSet("/a", 1, "3"))).isEqualTo("done");
        assertThat(store.get("/a")).contains("3");
        assertThat(version("/a")).isEqualTo(3);
    }

    @Test
    void aVersionOfAKeyThatIsNotThereIsAConflictThatSaysSo() {
        apply(new CompareAndSet("/a", 5, "1"));
        assertThat(store.refusalAt(1).orElseThrow()).isInstanceOfSatisfying(ConflictException.class, conflict -> {
            assertThat(conflict.found()).isEqualTo(Change.ABSENT);
            assertThat(conflict).hasMessage("key '/a' absent, and not of version 5: read it again, and decide anew");
        });
        assertThat(store.snapshot()).isEmpty();
        assertThat(store.rejected()).isEmpty();
    }

    @Test
    void aCompareAndDeleteRemovesItsVersionAlone() {
        apply(new Put("/a", "1"));
        assertThat(apply(new CompareAndDelete("/a", 7))).contains("of version 1, and not of version 7");
        assertThat(apply(new CompareAndDelete("/a", 1))).isEqualTo("done");
        assertThat(apply(new CompareAndDelete("/a", 1))).contains("absent");
        assertThat(store.snapshot()).isEmpty();
    }

    @Test
    void aSessionHoldsKeysUntilItEnds() {
        apply(new Open("/s/ada", "here", 1000));
        apply(new Hold("/lock", "ada", "/s/ada", 1));
        apply(new Hold("/b", "ada", "/s/ada", 1));
        apply(new Put("/c", "of nobody"));
        assertThat(apply(new CompareAndDelete("/s/ada", 1))).isEqualTo("done");
        assertThat(store.snapshot()).containsOnlyKeys("/c");
        assertThat(store.hasSessions()).isFalse();
        assertThat(store.changesAfter(4, "/").changes())
                .containsExactly(
                        new Change(5, "/s/ada", null), new Change(5, "/b", null), new Change(5, "/lock", null));
    }

    @Test
    void aHeldKeyIsFreeForNobodyElse() {
        apply(new Open("/s/ada", "", 1000));
        apply(new Open("/s/bob", "", 1000));
        apply(new Hold("/lock", "ada", "/s/ada", 1));
        assertThat(apply(new Hold("/lock", "bob", "/s/bob", 2))).contains("of version 3, and not absent");
        assertThat(apply(new Open("/s/ada", "", 1000))).contains("of version 1, and not absent");
    }

    @Test
    void aSessionThatIsOverOrOfAnotherClientHoldsNothing() {
        apply(new Open("/s/ada", "", 1000));
        assertThat(apply(new Hold("/lock", "bob", "/s/ada", 7)))
                .isEqualTo(
                        "session '/s/ada' of version 7 is over, or was never yours: stop what you do in its name, and open another");
        assertThat(apply(new Hold("/lock", "bob", "/s/bob", 1))).contains("/s/bob");
        apply(new Delete("/s/ada"));
        assertThat(apply(new Hold("/lock", "ada", "/s/ada", 1))).contains("is over");
        apply(new Open("/s/ada", "", 1000));
        assertThat(apply(new Hold("/lock", "ada", "/s/ada", 1))).contains("is over");
        assertThat(store.get("/lock")).isEmpty();
    }

    @Test
    void theEndOfASessionLeavesANewOneOfItsNameAlone() {
        apply(new Open("/s/ada", "", 1000));
        apply(new Delete("/s/ada"));
        apply(new Open("/s/ada", "", 1000));
        assertThat(apply(new CompareAndDelete("/s/ada", 1))).contains("of version 3");
        assertThat(store.sessions()).extracting(Session::version).containsExactly(3L);
    }

    @Test
    void whoeverWritesToAHeldKeyTakesItFromItsHolder() {
        apply(new Open("/s/ada", "", 1000));
        apply(new Hold("/lock", "ada", "/s/ada", 1));
        apply(new Put("/lock", "by force"));
        apply(new Delete("/s/ada"));
        assertThat(store.get("/lock")).contains("by force");
    }

    @Test
    void whoeverWritesToASessionsKeyEndsIt() {
        apply(new Open("/s/ada", "", 1000));
        apply(new Hold("/lock", "ada", "/s/ada", 1));
        apply(new Put("/s/ada", "no session"));
        assertThat(store.snapshot()).containsOnlyKeys("/s/ada");
        assertThat(store.hasSessions()).isFalse();
    }

    @Test
    void changesAreToldOnceAndInOrderAndOfThePathAlone() {
        apply(new Put("/a", "1"));
        apply(new Put("/a/b", "2"));
        apply(new Put("/ab", "3"));
        apply(new CompareAndSet("/a", 7, "not done"));
        apply(new Delete("/a/b"));
        apply(new Delete("/a/never"));
        assertThat(store.changesAfter(0, "/a"))
                .isEqualTo(new Changes(
                        6, List.of(new Change(1, "/a", "1"), new Change(2, "/a/b", "2"), new Change(5, "/a/b", null))));
        assertThat(store.changesAfter(2, "/a").changes()).containsExactly(new Change(5, "/a/b", null));
        assertThat(store.changesAfter(6, "/a").changes()).isEmpty();
        assertThat(store.changesAfter(99, "/a")).isEqualTo(new Changes(99, List.of()));
    }

    @Test
    void whoeverFellBehindIsToldSo() {
        for (int i = 0; i < RecentChanges.MOST + 1; i++) apply(new Put("/a", "v" + i));
        assertThat(store.changesAfter(1, "/a").changes()).hasSize(RecentChanges.MOST);
        assertThatExceptionOfType(FellBehindException.class)
                .isThrownBy(() -> store.changesAfter(0, "/b"))
                .withMessage(
                        "watch on '/b' after 0: changes up to 1 are no longer kept; list the path, and watch on from what the listing says");
    }

    @Test
    void changesOfOneEntryAreForgottenTogether() {
        apply(new Open("/s", "", 1000));
        for (int i = 0; i < 3; i++) apply(new Hold("/k" + i, "", "/s", 1));
        apply(new Delete("/s")); // four changes by entry 5
        for (int i = 0; i < RecentChanges.MOST - 3; i++) apply(new Put("/a", "v"));
        assertThatExceptionOfType(FellBehindException.class).isThrownBy(() -> store.changesAfter(4, "/"));
        assertThat(store.changesAfter(5, "/").changes()).hasSize(RecentChanges.MOST - 3);
    }

    @Test
    void largeValuesAreKeptForFewerChanges() {
        String large = "x".repeat(MetadataCommand.MAX_VALUE_BYTES);
        int fit = RecentChanges.MOST_CHARACTERS / large.length();
        for (int i = 0; i < fit + 2; i++) apply(new Put("/a", large));
        assertThat(store.changesAfter(2, "/").changes()).hasSize(fit);
        assertThatExceptionOfType(FellBehindException.class).isThrownBy(() -> store.changesAfter(1, "/"));
    }

    @Test
    void anImageIsAllThereIs() {
        apply(new Open("/s/ada", "", 1000));
        apply(new Hold("/lock", "ada", "/s/ada", 1));
        apply(new Put("/a", "v"));
        store.apply(++index, new byte[] {1});
        MetadataStore copy = MetadataStore.of(store.image());
        assertThat(copy.image()).isEqualTo(store.image());
        assertThat(copy.rejected()).isEqualTo(store.rejected()).hasSize(1);
        assertThat(copy.list("/").keys()).isEqualTo(store.list("/").keys());
        assertThatExceptionOfType(FellBehindException.class).isThrownBy(() -> copy.changesAfter(3, "/"));
        for (MetadataStore each : List.of(store, copy)) each.apply(5, new CompareAndDelete("/s/ada", 1).encode());
        assertThat(copy.snapshot()).isEqualTo(store.snapshot()).containsOnlyKeys("/a");
    }

    @Test
    void aListingSaysWhereAWatchGoesOn() {
        apply(new Put("/a", "1"));
        apply(new Put("/a/b", "2"));
        apply(new Put("/ab", "3"));
        Listing listing = store.list("/a");
        assertThat(listing.upTo()).isEqualTo(3);
        assertThat(listing.keys()).containsOnlyKeys("/a", "/a/b");
        apply(new Put("/a", "4"));
        assertThat(store.changesAfter(listing.upTo(), "/a").changes()).containsExactly(new Change(4, "/a", "4"));
    }
}
