package raftbook.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import raftbook.metadata.MetadataCommand.Delete;
import raftbook.metadata.MetadataCommand.Put;

class MetadataStoreTest {

    private final MetadataStore store = new MetadataStore();

    private void put(String key, String value) {
        store.apply(new Put(key, value));
    }

    @Test
    void anEntryIsAppliedOnceAndInTheOrderOfTheLog() {
        MetadataStore store = new MetadataStore();
        byte[] put = new MetadataCommand.Put("/a", "1").encode();
        store.apply(2, put);
        store.apply(4, put);
        for (long again : new long[] {4, 3, 0}) {
            assertThatThrownBy(() -> store.apply(again, put))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("entry " + again + " comes after entry 4 has been applied:"
                            + " each entry is applied once, in the order of the log");
        }
    }

    @Test
    void aNewStoreIsEmpty() {
        assertThat(store.get("/a")).isEmpty();
        assertThat(store.snapshot()).isEmpty();
        assertThat(store.rejected()).isEmpty();
    }

    @Test
    void theLastPutWins() {
        put("/a", "v1");
        put("/a", "v2");
        assertThat(store.get("/a")).contains("v2");
    }

    @Test
    void aDeleteRemovesOneKeyAndNothingBelowIt() {
        put("/a", "v1");
        put("/a/b", "v2");
        store.apply(new Delete("/a"));
        store.apply(new Delete("/never/there"));
        assertThat(store.snapshot()).containsExactly(entry("/a/b", "v2"));
    }

    @Test
    void anEmptyValueIsAValue() {
        put("/a", "");
        assertThat(store.get("/a")).contains("");
    }

    @Test
    void encodedCommandsAreApplied() {
        store.apply(1, new Put("/a", "v1").encode());
        store.apply(2, new Put("/b", "v2").encode());
        store.apply(3, new Delete("/a").encode());
        assertThat(store.snapshot()).containsExactly(entry("/b", "v2"));
        assertThat(store.rejected()).isEmpty();
    }

    @Test
    void theSnapshotIsSortedAndACopyOfItsMoment() {
        put("/b", "v2");
        put("/a", "v1");
        NavigableMap<String, String> snapshot = store.snapshot();
        put("/c", "v3");
        assertThat(snapshot).containsExactly(entry("/a", "v1"), entry("/b", "v2"));
    }

    @Test
    void copiesCannotBeWritten() {
        put("/a/b", "v");
        for (Map<String, String> view : List.of(store.snapshot(), store.under("/a"), store.under("/"))) {
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(view::clear);
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> view.entrySet().iterator().next().setValue("forged"));
        }
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> store.rejected().add(new MetadataStore.Rejected(1, "forged")));
        assertThat(store.get("/a/b")).contains("v");
    }

    @Test
    void underAPathLieItsDescendantsAlone() {
        for (String key : new String[] {"/config", "/config/a", "/config/a/b", "/config!", "/config-x", "/configs/c"}) {
            put(key, "v");
        }
        assertThat(store.under("/config")).containsOnlyKeys("/config/a", "/config/a/b");
        assertThat(store.under("/config/a/b")).isEmpty();
        assertThat(store.under("/")).isEqualTo(store.snapshot());
    }

    @Test
    void whatStartsWithASlashAndAHighCharacterIsStillUnderThePath() {
        put("/a/\uffff", "v1");
        put("/a/😀", "v2");
        put("/a0", "v3");
        assertThat(store.under("/a")).containsOnlyKeys("/a/\uffff", "/a/😀");
    }

    @Test
    void childrenAreNamesRightBelowAPath() {
        put("/config", "v");
        put("/config/service/a", "v");
        put("/config/service/b", "v");
        put("/config/zone", "v");
        put("/other", "v");
        assertThat(store.children("/")).containsExactly("config", "other");
        assertThat(store.children("/config")).containsExactly("service", "zone");
        assertThat(store.children("/config/service")).containsExactly("a", "b");
        assertThat(store.children("/config/zone")).isEmpty();
        assertThat(store.children("/nowhere")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("raftbook.metadata.BadInput#keys")
    void malformedPathsAreRefused(String key, String input, String rule, String remedy) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> store.get(key))
                .withMessageContainingAll(input, rule, remedy);
        if ("/".equals(key)) return;
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> store.under(key));
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> store.children(key));
    }

    @ParameterizedTest
    @MethodSource("raftbook.metadata.BadInput#commands")
    void whatIsNoCommandChangesNothingAndIsRemembered(byte[] garbage) {
        put("/a", "v");
        store.apply(7, garbage);
        assertThat(store.snapshot()).containsExactly(entry("/a", "v"));
        assertThat(store.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.index()).isEqualTo(7);
            assertThat(rejected.reason()).isNotBlank();
        });
    }
}
