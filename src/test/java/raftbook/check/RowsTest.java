package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each row once, in the order in which they came. */
class RowsTest {

    private static final int EMPTY_BYTES = 4 * ((1 << 12) + (1 << 8) + (1 << 10));

    private final Rows rows = new Rows();

    private boolean add(int... row) {
        return rows.add(row, row.length);
    }

    private List<Integer> row(int number) {
        int[] row = new int[16];
        return Arrays.stream(row, 0, rows.copy(number, row)).boxed().toList();
    }

    @Test
    void aRowThatIsKnownIsNotKeptAgain() {
        assertThat(add(1, 2, 3)).isTrue();
        assertThat(add(1, 2, 3)).isFalse();
        assertThat(rows.count()).isOne();
        assertThat(row(0)).containsExactly(1, 2, 3);
    }

    @Test
    void rowsThatDifferInLengthOrOrderAreTwo() {
        assertThat(add(1, 2)).isTrue();
        assertThat(add(1, 2, 0)).isTrue();
        assertThat(add(2, 1)).isTrue();
        assertThat(add(1)).isTrue();
        assertThat(add()).isTrue();
        assertThat(rows.count()).isEqualTo(5);
        assertThat(List.of(row(0), row(1), row(2), row(3), row(4)))
                .containsExactly(List.of(1, 2), List.of(1, 2, 0), List.of(2, 1), List.of(1), List.of());
    }

    @Test
    void thousandsOfRowsKeepTheirNumbers() {
        List<List<Integer>> kept = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            int[] row = {i % 7, i, -i, i * i};
            assertThat(rows.add(row, row.length)).isTrue();
            kept.add(Arrays.stream(row).boxed().toList());
        }
        for (int i = 0; i < 5_000; i++) {
            assertThat(rows.add(new int[] {i % 7, i, -i, i * i}, 4)).as("known").isFalse();
            assertThat(row(i)).isEqualTo(kept.get(i));
        }
        Rows part = rows.part(4_000, 256);
        int[] row = new int[4];
        for (int i = 0; i < 256; i++) {
            assertThat(part.copy(i, row)).isEqualTo(4);
            assertThat(Arrays.stream(row).boxed().toList()).isEqualTo(kept.get(4_000 + i));
        }
    }

    /** Room is made when it is needed, and not before: the sizes are those that doubling gives. */
    @Test
    void memoryIsWhatTheArraysTake() {
        assertThat(rows.bytes()).isEqualTo(EMPTY_BYTES);
        for (int i = 0; i < 254; i++) add(i);
        assertThat(rows.bytes()).isEqualTo(EMPTY_BYTES);
        add(254);
        assertThat(rows.bytes()).as("255 rows end where the 256th begins").isEqualTo(EMPTY_BYTES);
        add(255);
        assertThat(rows.bytes()).as("one beginning more").isEqualTo(EMPTY_BYTES + 4 * (1 << 8));
        for (int i = 256; i < 512; i++) add(i);
        assertThat(rows.bytes())
                .as("512 rows fill half of the table")
                .isEqualTo(EMPTY_BYTES + 4 * ((1 << 8) + (1 << 9)));
        add(512);
        assertThat(rows.bytes()).as("a larger table").isEqualTo(EMPTY_BYTES + 4 * ((1 << 8) + (1 << 9) + (1 << 10)));
    }

    @Test
    void aRowMayFillTheLastOfTheRoom() {
        int[] wide = new int[1 << 12];
        assertThat(rows.add(wide, wide.length)).isTrue();
        assertThat(rows.bytes()).isEqualTo(EMPTY_BYTES);
        assertThat(add(1)).isTrue();
        assertThat(rows.bytes()).isEqualTo(EMPTY_BYTES + 4 * (1 << 12));
    }

    /** Else a row is found all the same, after a long walk. */
    @Test
    void theHashSpreadsRowsThatAreNearEachOther() {
        int[] rowsOfSlot = new int[1 << 10];
        for (int i = 0; i < 8 * rowsOfSlot.length; i++) {
            int[] row = {i % 10, i / 10 % 10, i / 100, 7};
            rowsOfSlot[Rows.hash(row, 0, row.length) & rowsOfSlot.length - 1]++;
        }
        assertThat(Arrays.stream(rowsOfSlot).max().orElseThrow()).isLessThan(24);
    }

    @Test
    void theHashIsMadeOfAllNumbersOfARowAndOfNoOther() {
        assertThat(Rows.hash(new int[] {9, 1, 2, 3, 9}, 1, 4))
                .isEqualTo(Rows.hash(new int[] {1, 2, 3}, 0, 3))
                .isEqualTo(-1820469404);
        assertThat(Rows.hash(new int[] {-1, 1 << 20}, 0, 2)).isEqualTo(-1691784409);
    }
}
