package raftbook.check;

import java.util.Arrays;

/** As {@link Learned}, of numbers from 0 on: which other number belongs to each, as far as that is known. */
final class Numbers {

    static final int UNKNOWN = -1;
    private static final int FEWEST = 8;
    /** Each plus one, for 0 stands where nothing is known. */
    private volatile int[] items = {};

    int get(int number) {
        int[] all = items;
        return number < all.length ? all[number] - 1 : UNKNOWN;
    }

    void put(int number, int item) {
        int[] all = items;
        if (number >= all.length) all = Arrays.copyOf(all, Math.max(FEWEST, 2 * number));
        all[number] = item + 1;
        items = all; // what was written before is seen by whoever reads this
    }
}
