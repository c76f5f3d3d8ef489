package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import raftbook.raft.Rules;

/** What an onlooker finds of a few states in a row is what the search itself would find. */
class BatchTest {

    private static final Scope SCOPE = Scope.of(4).withElections(2).withDoublings(1);
    private static final int LOOKED_AT = 2 * Batch.STATES;

    private final Moves moves =
            new Moves(new ServerStates(Rules.PAPER, SCOPE), SCOPE, EnumSet.allOf(Invariant.class), true, true);
    private final Symmetry symmetry = Symmetry.of(moves);
    private final Rows seen = new Rows();
    private final int[] row = new int[Moves.WIDEST];
    private final int[] next = new int[Moves.WIDEST];
    private final int[] choices = new int[4 * Moves.WIDEST];
    private final Batch batch = new Batch(symmetry.forOnlooker());

    BatchTest() {
        seen.add(row, moves.begin(row));
        for (int state = 0; state < LOOKED_AT; state++) found(state);
    }

    /** The moves of a state and the rows that they lead to, as a batch writes them; keeps those rows. */
    private List<Integer> found(int state) {
        int length = seen.copy(state, row);
        int count = moves.moves(row, length, choices);
        List<Integer> found = new ArrayList<>(List.of(count));
        for (int i = 0; i < count; i++) {
            System.arraycopy(row, 0, next, 0, length);
            int nextLength = moves.make(choices[i], next, length);
            symmetry.settle(next, nextLength);
            seen.add(next, nextLength);
            found.addAll(List.of(choices[i], nextLength));
            Arrays.stream(next, 0, nextLength).forEach(found::add);
        }
        return found;
    }

    private List<Integer> read() {
        List<Integer> read = new ArrayList<>(List.of(batch.read()));
        for (int i = 0; i < read.get(0); i++) {
            read.add(batch.read());
            int length = batch.read();
            read.add(length);
            batch.read(next, length);
            Arrays.stream(next, 0, length).forEach(read::add);
        }
        return read;
    }

    @Test
    void itHoldsEachStatesMovesAndTheRowsThatTheyLeadTo() {
        for (int first : List.of(0, Batch.STATES)) {
            assertThat(batch.with(seen, first).get()).isSameAs(batch);
            int numbers = 0;
            for (int state = first; state < first + Batch.STATES; state++) {
                List<Integer> read = read();
                assertThat(read).isEqualTo(found(state));
                numbers += read.size();
            }
            if (first > 0)
                assertThat(numbers).as("more than there was room for").isGreaterThan(1 << 14);
        }
    }

    @Test
    void whoLooksAheadHandsOutBatchAfterBatch() {
        try (Ahead ahead = new Ahead(symmetry, seen)) {
            for (int first : List.of(0, Batch.STATES)) {
                assertThat(ahead.from(first).read()).isEqualTo(found(first).get(0));
            }
        }
    }

    @Test
    void aBatchIsMadeOfNoFewerStates() {
        Rows few = seen.part(0, Batch.STATES - 1);
        Rows enough = seen.part(0, Batch.STATES);
        try (Ahead ahead = new Ahead(symmetry, few);
                Ahead other = new Ahead(symmetry, enough)) {
            assertThat(ahead.from(0)).isNull();
            assertThat(other.from(0)).isNotNull();
        }
    }

    @Test
    void whatNobodyHasFoundOutIsLeftToTheSearch() {
        batch.with(seen, LOOKED_AT - 1).get();
        assertThat(read()).isEqualTo(found(LOOKED_AT - 1));
        int left = 0;
        for (int state = LOOKED_AT; state < LOOKED_AT + Batch.STATES - 1; state++) {
            List<Integer> read = read();
            if (read.get(0) == Batch.LEFT) left++;
            else assertThat(read).isEqualTo(found(state));
        }
        assertThat(left).as("some, and not all").isPositive().isLessThan(Batch.STATES - 1);
    }
}
