package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import raftbook.check.History.Operation;

class LinearizabilityTest {

    private final History history = new History();

    private void write(String value, long from, long to) {
        history.wrote("/k", Optional.ofNullable(value), from, to);
    }

    private void read(String value, long from, long to) {
        history.read("/k", Optional.ofNullable(value), from, to);
    }

    private boolean isLinearizable() {
        return Linearizability.firstBrokenKey(history).isEmpty();
    }

    @Test
    void aHistoryThatGoesOnIsJudgedAnew() {
        History history = new History();
        history.wrote("/k", Optional.of("a"), 0, 1);
        history.read("/k", Optional.of("a"), 2, 3);
        assertThat(Linearizability.firstBrokenKey(history)).isEmpty();
        history.read("/k", Optional.empty(), 4, 5);
        assertThat(Linearizability.firstBrokenKey(history)).contains("/k");
        assertThat(Linearizability.firstBrokenKey(history))
                .as("asked once more")
                .contains("/k");
    }

    @Test
    void aReadAfterAWriteSeesIt() {
        write("a", 0, 1);
        read("a", 2, 3);
        assertThat(isLinearizable()).isTrue();
        read(null, 4, 5);
        assertThat(isLinearizable()).isFalse();
    }

    @Test
    void aReadDuringAWriteMaySeeTheOldOrTheNew() {
        write("a", 0, 10);
        read(null, 1, 2);
        read("a", 3, 4);
        assertThat(isLinearizable()).isTrue();
        read(null, 5, 6);
        assertThat(isLinearizable()).as("once seen, it stays").isFalse();
    }

    @Test
    void aWriteOfUnknownOutcomeMayHappenLaterOrNever() {
        write("a", 0, History.OPEN);
        read(null, 5, 6);
        assertThat(isLinearizable()).isTrue();
        read("a", 7, 8);
        assertThat(isLinearizable()).isTrue();
        read(null, 9, 10);
        assertThat(isLinearizable()).isFalse();
    }

    @Test
    void aDeleteIsAWriteOfNothing() {
        write("a", 0, 1);
        write(null, 2, 3);
        read(null, 4, 5);
        assertThat(isLinearizable()).isTrue();
        read("a", 6, 7);
        assertThat(isLinearizable()).isFalse();
    }

    @Test
    void keysAreIndependent() {
        write("a", 0, 1);
        history.read("/other", Optional.of("a"), 2, 3);
        assertThat(Linearizability.firstBrokenKey(history)).contains("/other");
    }

    @Test
    void manyWritesOfUnknownOutcomeThatNobodySawCostNothing() {
        for (int i = 0; i < 60; i++) write("v" + i, 0, History.OPEN);
        write("z", 1, 2);
        read("z", 3, 4);
        read("a", 5, 6);
        assertThat(isLinearizable()).isFalse();
    }

    @Test
    void theOrderFoundExplainsTheAnswersAndLeavesOutWhatNeedNotHaveHappened() {
        write("a", 0, 10);
        read(null, 1, 4);
        read("a", 3, 5);
        write("unseen", 6, History.OPEN);
        assertThat(Linearizability.of(history.byKey().get("/k")).order().orElseThrow())
                .extracting(History.Operation::number)
                .containsExactly(1, 0, 2);
    }

    @Test
    void theOrderIsDrawnWhereThereIsOne() {
        write("a", 0, 10);
        read("a", 3, 5);
        write("b", 12, History.OPEN);
        assertThat(HistoryPicture.of(history, "/k").toSvg())
                .contains("/k: this order explains every answer", ">1</text>", ">2</text>", "never answered")
                .containsSubsequence("writes a", "reads a", "writes b")
                .doesNotContain(">3</text>");
        read(null, 20, 21);
        assertThat(HistoryPicture.of(history, "/k").toSvg())
                .contains("no order explains the answers")
                .doesNotContain("<circle");
    }

    @Test
    void eachDotLiesBetweenItsRequestAndItsAnswerAndLeavesTimeForThoseThatFollow() {
        write("a", 0, 30);
        read("a", 3, 15);
        write("b", 12, History.OPEN);
        List<Operation> operations = history.byKey().get("/k");
        assertThat(HistoryPicture.horizon(operations)).as("the last answer").isEqualTo(30);
        assertThat(HistoryPicture.horizon(operations.subList(2, 3)))
                .as("asked last")
                .isEqualTo(12);
        assertThat(HistoryPicture.effects(operations.subList(0, 2), 30)).containsExactly(5L, 8L);
        assertThat(HistoryPicture.effects(operations.subList(1, 3), 30)).containsExactly(7L, 18L);
    }

    @Test
    void aWrongFirstChoiceIsTakenBack() {
        write("a", 0, 10);
        write("b", 0, 10);
        read("a", 11, 12);
        write("b", 13, 14);
        write("a", 13, 14);
        read("b", 15, 16);
        assertThat(isLinearizable()).isTrue();
    }

    @Test
    void aHundredThousandRequestsOneAfterTheOtherAreNoTrouble() {
        for (int i = 0; i < 100_000; i++) {
            if (i % 2 == 0) write("v" + i, 10L * i, 10L * i + 5);
            else read("v" + (i - 1), 10L * i, 10L * i + 5);
        }
        assertThat(isLinearizable()).isTrue();
        read("v0", 2_000_000, 2_000_001);
        assertThat(isLinearizable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twentyClientsWithThousandsOfDifferentValuesAreDecided(boolean fine) {
        Register register = new Register(new Random(4));
        for (int i = 0; i < 10_000; i++) register.ask(history, 20);
        if (!fine) read("v7", register.now + 100, register.now + 101);
        assertThat(Linearizability.of(history.byKey().get("/k")).verdict())
                .isEqualTo(fine ? Verdict.LINEARIZABLE : Verdict.BROKEN);
    }

    @Test
    void theCheckerAgreesWithOneThatTriesEveryOrder() {
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        for (int seed = 1; seed <= 20_000; seed++) {
            List<Operation> operations = drawSmallHistory(new Random(seed));
            Linearizability found = Linearizability.of(operations);
            boolean possible = triesEveryOrder(new ArrayList<>(operations), Optional.empty());
            assertThat(found.verdict())
                    .as("seed %d: %s", seed, operations)
                    .isEqualTo(possible ? Verdict.LINEARIZABLE : Verdict.BROKEN);
            found.order().ifPresent(order -> requireExplanation(operations, order));
            verdicts.merge(found.verdict(), 1, Integer::sum);
        }
        assertThat(verdicts.values()).as("both occur often: %s", verdicts).allMatch(times -> times > 2_000);
    }

    @Test
    void aSearchThatTakesTooManyStepsIsUndecidedAndNotBroken() {
        for (int i = 0; i < 60; i++) write("v" + i % 2, 0, 1000);
        for (int i = 0; i < 30; i++) read("v" + i % 2, 10 * i, 10 * i + 1);
        read("never written", 1001, 1002);
        List<Operation> operations = history.byKey().get("/k");
        assertThat(Linearizability.of(operations, 10_000).verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(Linearizability.of(operations, 10_000).order()).isEmpty();
        assertThat(Linearizability.firstKey(history, Verdict.UNDECIDED)).contains("/k");
        assertThat(Linearizability.firstBrokenKey(history)).isEmpty();
        assertThat(HistoryPicture.of(history, "/k").toSvg()).contains("/k: undecided: no order found in 1000000 steps");
    }

    @Test
    void differentValuesAreTakenInRoundsOfALookAWriteAndItsReads() {
        write("a", 0, 1);
        read("a", 2, 3);
        write("b", 4, 5);
        read("b", 6, 7);
        write("c", 8, 9);
        assertThat(stepsNeeded()).isEqualTo(7);
    }

    @Test
    void writesThatNobodySawAreTakenAsTheyComeAndInNoOtherOrder() {
        for (int i = 0; i < 12; i++) write("v" + i, 0, 10);
        read("never written", 11, 12);
        assertThat(stepsNeeded()).isEqualTo(26);
    }

    @Test
    void aValueThatMustBeSeenAndCannotComeBackIsADeadEnd() {
        for (String value : List.of("a", "b", "c")) write(value, 0, 10);
        read("a", 11, 12);
        read("b", 13, 14);
        assertThat(stepsNeeded()).isEqualTo(16);
    }

    /** The least bound under which the search comes to an end; all these ends are near. */
    private int stepsNeeded() {
        List<Operation> operations = history.byKey().get("/k");
        int steps = 0;
        while (steps < 100 && Linearizability.of(operations, steps).verdict() == Verdict.UNDECIDED) steps++;
        return steps;
    }

    private static List<Operation> drawSmallHistory(Random random) {
        List<Operation> operations = new ArrayList<>();
        int size = 2 + random.nextInt(7);
        int values = 1 + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            int drawn = random.nextInt(values + 1);
            Optional<String> value = drawn == 0 ? Optional.empty() : Optional.of("v" + drawn);
            boolean write = random.nextBoolean();
            long from = random.nextInt(12);
            long to = write && random.nextInt(5) == 0 ? History.OPEN : from + 1 + random.nextInt(8);
            operations.add(new Operation(i, write, value, from, to));
        }
        return operations;
    }

    private static boolean triesEveryOrder(List<Operation> left, Optional<String> value) {
        long firstAnswer = left.stream().mapToLong(Operation::to).min().orElse(History.OPEN);
        if (firstAnswer == History.OPEN) return true;
        for (Operation next : List.copyOf(left)) {
            if (next.from() > firstAnswer || !next.write() && !next.value().equals(value)) continue;
            left.remove(next);
            boolean works = triesEveryOrder(left, next.value());
            left.add(next);
            if (works) return true;
        }
        return false;
    }

    private static void requireExplanation(List<Operation> operations, List<Operation> order) {
        Optional<String> value = Optional.empty();
        for (int i = 0; i < order.size(); i++) {
            Operation next = order.get(i);
            assertThat(next.write() || next.value().equals(value))
                    .as("%s", order)
                    .isTrue();
            value = next.value();
            for (Operation later : order.subList(i, order.size())) {
                assertThat(next.from()).as("%s", order).isLessThanOrEqualTo(later.to());
            }
        }
        assertThat(order)
                .doesNotHaveDuplicates()
                .containsAll(operations.stream()
                        .filter(each -> each.to() != History.OPEN)
                        .toList());
    }

    /** A single server with a value, asked by many clients at once: what it answers is linearizable by construction. */
    private static final class Register {
        private final Random random;
        private Optional<String> value = Optional.empty();
        private int writes;
        private long now;

        Register(Random random) {
            this.random = random;
        }

        void ask(History history, int clients) {
            now += 10;
            long from = now - random.nextInt(10 * clients);
            long to = now + random.nextInt(10 * clients);
            if (random.nextBoolean()) {
                value = Optional.of("v" + writes++);
                history.wrote("/k", value, from, random.nextInt(20) == 0 ? History.OPEN : to);
            } else {
                history.read("/k", value, from, to);
            }
        }
    }
}
