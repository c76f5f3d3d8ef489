package raftbook.check;

/**
 * What a server does when it is given something in some state: always the same.
 *
 * @param before what it was
 * @param after what it has become
 * @param sent the messages that it sent, by number
 * @param truncatedFrom the lowest index from which it dropped its log, 0 if it did not
 * @param broken what this step breaks by itself, or null
 */
record ServerStep(ServerState before, ServerState after, int[] sent, long truncatedFrom, Breach broken) {

    /** An invariant that a step breaks, and how. */
    record Breach(Invariant invariant, String detail) {}

    /** Whether this step has brought the server into office. */
    boolean takesOffice() {
        return after.leads() && (!before.leads() || before.term.term() != after.term.term());
    }

    boolean changesLog() {
        return truncatedFrom > 0 || before.log.size() != after.log.size();
    }

    /** Whether anybody but the server itself need hear of this step. */
    boolean isNews(boolean reads) {
        return takesOffice()
                || changesLog()
                || after.commitIndex != before.commitIndex
                || after.lastApplied != before.lastApplied
                || reads;
    }
}
