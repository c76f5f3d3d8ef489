package raftbook.book.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import raftbook.book.script.standin.BigDecimal;
import raftbook.book.script.standin.CompletableFuture;
import raftbook.book.script.standin.CompletionException;
import raftbook.book.script.standin.Maps;
import raftbook.book.script.standin.Times;

/** What a page has for futures, times and maps does what the library asks of the JDK's. */
class StandInsTest {
    private final List<String> heard = new ArrayList<>();
    private final CompletableFuture<String> future = new CompletableFuture<>();

    private void listen() {
        future.whenComplete((value, problem) -> heard.add(value + ", " + problem));
        future.thenAccept(heard::add);
    }

    @Test
    void aFutureTellsItsValueOnceAndToEverybody() {
        listen();
        assertThat(future.isDone()).isFalse();
        assertThat(future.complete("v1")).isTrue();
        assertThat(future.complete("v2")).isFalse();
        assertThat(heard).containsExactlyInAnyOrder("v1, null", "v1");
        listen();
        assertThat(heard).hasSize(4);
        assertThat(future.join()).isEqualTo("v1");
    }

    @Test
    void aFailedFutureTellsWhyAndHasNoValue() {
        listen();
        future.completeExceptionally(new IllegalStateException("lost"));
        assertThat(heard).containsExactly("null, java.lang.IllegalStateException: lost");
        assertThatThrownBy(future::join).isInstanceOf(CompletionException.class).hasRootCauseMessage("lost");
    }

    @Test
    void aListenerThatThrowsTroublesNobodyElse() {
        CompletableFuture<String> next = future.whenComplete((value, problem) -> {
            throw new IllegalStateException("from a listener");
        });
        listen();
        assertThat(future.complete("v1")).isTrue();
        assertThat(heard).hasSize(2);
        assertThatThrownBy(next::join).hasRootCauseMessage("from a listener");
    }

    @Test
    void nobodyWaitsForAFutureWhereThereIsOneThread() {
        assertThatThrownBy(future::join).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void timesAreDividedAndMultipliedAsTheJdkDoes() {
        Duration time = Duration.ofNanos(10_000_000_007L);
        assertThat(Times.dividedBy(time, 3)).isEqualTo(time.dividedBy(3));
        assertThat(Times.dividedBy(time, Duration.ofMillis(200))).isEqualTo(time.dividedBy(Duration.ofMillis(200)));
        assertThat(Times.multipliedBy(time, 3)).isEqualTo(time.multipliedBy(3));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 499, 500, -500, -499, 999_500, 1_000_000, 100_000_000, -12_345_678, 178_987_654_321L})
    void nanosecondsAreWrittenAsTheJdkDoes(long nanos) {
        var ours = BigDecimal.valueOf(nanos, 6).setScale(3, RoundingMode.HALF_UP);
        var jdk = java.math.BigDecimal.valueOf(nanos, 6).setScale(3, RoundingMode.HALF_UP);
        assertThat(ours.signum()).isEqualTo(jdk.signum());
        assertThat(ours.toPlainString()).isEqualTo(jdk.toPlainString());
        assertThat(ours.stripTrailingZeros().toPlainString())
                .isEqualTo(jdk.stripTrailingZeros().toPlainString());
    }

    @Test
    void aMapThatNobodyMayChangeDoesNotChange() {
        TreeMap<String, String> map = new TreeMap<>();
        map.put("/a", "1");
        var kept = Maps.unmodifiableNavigableMap(map);
        map.put("/b", "2");
        assertThat(kept).hasSize(1);
    }
}
