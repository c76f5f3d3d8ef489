package raftbook.book.exam;

import java.util.ArrayList;
import java.util.List;

/**
 * A small model of commitment, in plain numbers: the second opinion on what becomes of an entry. An entry is its index and its
 * term, as the two name it. It calls nothing of the library.
 */
final class FateModel {

    private final int[][] logs;
    private final int[] known;
    private final int leader;
    private final int term;
    private final boolean[] survivors;

    /**
     * @param logs the terms in each server's log
     * @param known how far each server knows its log to be committed
     * @param leader who leads in this term, and stops
     */
    FateModel(int[][] logs, int[] known, int leader, int term) {
        this.logs = logs;
        this.known = known;
        this.leader = leader;
        this.term = term;
        this.survivors = new boolean[logs.length];
        for (int i = 0; i < logs.length; i++) survivors[i] = i != leader;
    }

    /** 0 committed, 1 on all that can win, 2 on some of them, 3 on none. */
    int fate(int owner, int index) {
        if (isKnown(owner, index) || isCounted(owner, index)) return 0;
        int winners = VoteCount.winners(logs, survivors);
        int having = winners & holders(owner, index);
        if (having == winners) return 1;
        return having == 0 ? 3 : 2;
    }

    /** Whether some server that holds the entry knows it to be committed. */
    private boolean isKnown(int owner, int index) {
        for (int i = 0; i < logs.length; i++) {
            if (known[i] >= index && (holders(owner, index) >> i & 1) == 1) return true;
        }
        return false;
    }

    /** Whether it stands before, or is, an entry of the leader's own term that a majority holds. */
    private boolean isCounted(int owner, int index) {
        if ((holders(owner, index) >> leader & 1) == 0) return false;
        for (int later = index; later <= logs[leader].length; later++) {
            boolean own = logs[leader][later - 1] == term;
            if (own && 2 * Integer.bitCount(holders(leader, later)) > logs.length) return true;
        }
        return false;
    }

    /** Who has the same term at that index, as a bit for each. */
    private int holders(int owner, int index) {
        int holders = 0;
        for (int i = 0; i < logs.length; i++) {
            if (logs[i].length >= index && logs[i][index - 1] == logs[owner][index - 1]) holders |= 1 << i;
        }
        return holders;
    }

    /** Why, in words. */
    String reason(int owner, int index, List<String> names) {
        int holders = holders(owner, index);
        String entry = "The entry " + index + " of term " + logs[owner][index - 1] + " is on " + names(holders, names);
        String winners = names(VoteCount.winners(logs, survivors), names);
        return switch (fate(owner, index)) {
            case 0 ->
                entry
                        + (isKnown(owner, index)
                                ? "; one of them knows it to be committed."
                                : ", and is or precedes an entry of the leader's own term " + term + " on a majority.");
            default ->
                entry + (2 * Integer.bitCount(holders) > logs.length ? ": a majority, but" : ", and")
                        + " no entry of term " + term + " at or behind it is on a majority. Without "
                        + names.get(leader)
                        + " the next election can be won by " + winners + ", and of these "
                        + names(VoteCount.winners(logs, survivors) & holders, names) + " hold it.";
        };
    }

    private static String names(int bits, List<String> names) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) if ((bits >> i & 1) == 1) chosen.add(names.get(i));
        return chosen.isEmpty() ? "none" : Runs.list(chosen);
    }
}
