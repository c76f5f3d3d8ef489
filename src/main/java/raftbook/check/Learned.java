package raftbook.check;

import java.util.Arrays;

/**
 * What is found out once, by number, and looked up from then on. One thread adds to it. Others may look meanwhile, and find each
 * item, or nothing as yet; so an item must be one that cannot change, or that others
 * may read while it learns.
 */
final class Learned<T> {

    private static final int FEWEST = 8;
    private volatile Object[] items = {};

    /** The item, null if there is none as yet. */
    @SuppressWarnings("unchecked") // put takes nothing else
    T get(int number) {
        Object[] all = items;
        return number < all.length ? (T) all[number] : null;
    }

    void put(int number, T item) {
        Object[] all = items;
        if (number >= all.length) all = Arrays.copyOf(all, Math.max(FEWEST, 2 * number));
        all[number] = item;
        items = all; // what was written before is seen by whoever reads this
    }
}
