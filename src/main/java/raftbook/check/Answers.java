package raftbook.check;

/**
 * What is known of a few numbers among many, as {@link Learned} is of all: one thread adds, others may look, and find an answer or
 * nothing as yet.
 */
final class Answers<T> {

    /** The numbers, plus one, by their hash, and what is known of each; 0 where there is none. */
    private record Table(int[] keys, Object[] answers) {
        Table(int size) {
            this(new int[size], new Object[size]);
        }

        /** Where the number stands, or belongs. Half of a table is free, so that no walk goes all round. */
        int slot(int number) {
            int slot = place(number, keys.length);
            for (int left = keys.length; left > 0 && keys[slot] != 0 && keys[slot] != number + 1; left--) {
                slot = (slot + 1) % keys.length;
            }
            return slot;
        }

        void put(int key, Object answer) {
            int slot = slot(key - 1);
            answers[slot] = answer;
            keys[slot] = key;
        }
    }

    private volatile Table table = new Table(1 << 2);
    private int count;

    /** From which of so many slots on a number is looked for. */
    static int place(int number, int slots) {
        return number * 0x9E3779B1 >>> 16 & slots - 1;
    }

    /** How many slots there are. */
    int room() {
        return table.keys.length;
    }

    /** The answer, null if there is none as yet. */
    @SuppressWarnings("unchecked") // put takes nothing else
    T get(int number) {
        Table known = table;
        int slot = known.slot(number);
        return known.keys[slot] == 0 ? null : (T) known.answers[slot];
    }

    /** Adds what has been null so far. */
    void put(int number, T answer) {
        Table known = table;
        if (2 * ++count > known.keys.length) {
            Table bigger = new Table(2 * known.keys.length);
            for (int i = 0; i < known.keys.length; i++) {
                if (known.keys[i] != 0) bigger.put(known.keys[i], known.answers[i]);
            }
            known = bigger;
        }
        known.put(number + 1, answer);
        table = known; // what was written before is seen by whoever reads this
    }
}
