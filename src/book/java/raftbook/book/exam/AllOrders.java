package raftbook.book.exam;

import java.util.List;

/**
 * Tries every order of a few operations: the second opinion on whether a history is linearizable. It calls nothing of the
 * library, remembers nothing and is in no hurry.
 */
final class AllOrders {

    /**
     * One request on one key.
     *
     * @param value what was written or read, empty for nothing
     * @param to when it was answered; later than all else if it may still take effect, or never
     */
    record Request(boolean write, String value, long from, long to, boolean mayBeMissing) {}

    private AllOrders() {}

    /** Whether an order explains all, in which no request stands before another that had ended when it was asked. */
    static boolean explain(List<Request> requests) {
        return explain(requests, new boolean[requests.size()], "");
    }

    private static boolean explain(List<Request> requests, boolean[] placed, String value) {
        boolean allPlaced = true;
        for (int i = 0; i < placed.length; i++) {
            if (placed[i]) continue;
            Request next = requests.get(i);
            if (!next.mayBeMissing) allPlaced = false;
            if (!mayComeNext(i, requests, placed)) continue;
            if (!next.write && !next.value.equals(value)) continue;
            placed[i] = true;
            boolean explained = explain(requests, placed, next.write ? next.value : value);
            placed[i] = false;
            if (explained) return true;
        }
        return allPlaced;
    }

    private static boolean mayComeNext(int i, List<Request> requests, boolean[] placed) {
        for (int j = 0; j < placed.length; j++) {
            if (!placed[j] && j != i && requests.get(j).to < requests.get(i).from) return false;
        }
        return true;
    }
}
