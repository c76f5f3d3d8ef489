package raftbook.check;

import java.util.Arrays;

/**
 * Rows of whole numbers, each kept once, in the order in which they came: 4 to 8 bytes a number and 12 to 24 more a row. They are
 * compared number by number, so that two rows are never taken for one.
 */
final class Rows {

    private int[] numbers;
    /** Where each row begins; the next one's beginning is its end. */
    private int[] begins;

    private int count;
    /** Row numbers, plus one, by their hash; 0 where there is none. */
    private int[] table;

    Rows() {
        this(new int[1 << 12], new int[1 << 8], new int[1 << 10]);
    }

    private Rows(int[] numbers, int[] begins, int[] table) {
        this.numbers = numbers;
        this.begins = begins;
        this.table = table;
    }

    /** A copy of so many rows, to be read and not to be added to. */
    Rows part(int first, int howMany) {
        int[] ends = Arrays.copyOfRange(begins, first, first + howMany + 1);
        int[] copied = Arrays.copyOfRange(numbers, ends[0], ends[howMany]);
        for (int i = howMany; i >= 0; i--) ends[i] -= ends[0];
        Rows part = new Rows(copied, ends, new int[0]);
        part.count = howMany;
        return part;
    }

    /** Keeps a row, the first {@code length} numbers of this one. @return whether it was new: then it is the last */
    boolean add(int[] row, int length) {
        int slot = slotOf(row, 0, length);
        if (table[slot] != 0) return false;
        int begin = begins[count];
        if (begin + length > numbers.length) numbers = Arrays.copyOf(numbers, 2 * numbers.length);
        System.arraycopy(row, 0, numbers, begin, length);
        if (count + 2 > begins.length) begins = Arrays.copyOf(begins, 2 * begins.length);
        count++;
        begins[count] = begin + length;
        table[slot] = count;
        if (2 * count > table.length) grow();
        return true;
    }

    /** Where the table names the row that has these numbers, or would name it. */
    private int slotOf(int[] of, int from, int to) {
        int slot = hash(of, from, to) & table.length - 1;
        while (table[slot] != 0 && !isEqual(table[slot] - 1, of, from, to)) slot = (slot + 1) % table.length;
        return slot;
    }

    private boolean isEqual(int known, int[] other, int from, int to) {
        int begin = begins[known];
        if (begins[known + 1] - begin != to - from) return false;
        for (int i = from; i < to; i++) if (numbers[begin + i - from] != other[i]) return false;
        return true;
    }

    private void grow() {
        table = new int[2 * table.length];
        for (int row = count; row > 0; row--) table[slotOf(numbers, begins[row - 1], begins[row])] = row;
    }

    static int hash(int[] numbers, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) hash = (hash + numbers[i]) * 0x9E3779B1 ^ hash >>> 15;
        return hash ^ hash >>> 16;
    }

    /** Copies a row to the beginning of another array, and returns its length. */
    int copy(int row, int[] to) {
        int length = begins[row + 1] - begins[row];
        System.arraycopy(numbers, begins[row], to, 0, length);
        return length;
    }

    int count() {
        return count;
    }

    long bytes() {
        return 4L * (numbers.length + begins.length + table.length);
    }
}
