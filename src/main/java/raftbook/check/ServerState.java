package raftbook.check;

import java.util.List;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftNode;
import raftbook.raft.RaftRole;
import raftbook.raft.TermState;

/** What one server can be in a scope, how it first came to be that, and where it goes from there as far as that is known. */
final class ServerState {

    /** What a server can be given beside messages, which have numbers from 0 on. */
    static final int TIMEOUT = -1;

    static final int HEARTBEAT = -2;
    static final int GET = -3;
    /** The first write; the next ones count down from it. */
    static final int PUT = -4;

    /** No input has a lower number. */
    static final int LOWEST = PUT - Scope.MOST_EVENTS;

    final int id;
    final int server;
    /** How it came about: what the server was before, and what it was given then; null and 0 at the beginning. */
    final ServerState before;

    final int input;
    final RaftRole role;
    final TermState term;
    final List<RaftLogEntry> log;
    final long commitIndex;
    final long lastApplied;
    final long answerableReads;
    /** How many reads it has been asked for. */
    final long reads;

    /** What it does when it is given something, by the input's number from the lowest on. */
    private final Answers<Step> steps = new Answers<>();

    /** Which messages come too late for it, by number. */
    private final Answers<Boolean> late = new Answers<>();

    ServerState(int id, int server, ServerState before, int input, RaftNode node) {
        this.id = id;
        this.server = server;
        this.before = before;
        this.input = input;
        this.role = node.role();
        this.term = node.termState();
        this.log = node.log().entries(1, node.log().getLastIndex());
        this.commitIndex = node.commitIndex();
        this.lastApplied = node.lastApplied();
        this.answerableReads = node.answerableReads();
        this.reads = before == null ? 0 : before.reads + (input == GET ? 1 : 0);
    }

    /** What it does when it is given this; null if nobody has asked as yet. */
    Step step(int input) {
        return steps.get(input - LOWEST);
    }

    void learn(int input, Step step) {
        steps.put(input - LOWEST, step);
    }

    /** Whether this message comes too late for it; null if nobody has asked as yet. */
    Boolean isLate(int message) {
        return late.get(message);
    }

    void learnIfLate(int message, boolean isLate) {
        late.put(message, isLate);
    }

    boolean leads() {
        return role == RaftRole.LEADER;
    }

    boolean holds(long index, RaftLogEntry entry) {
        return index <= log.size() && log.get((int) index - 1).equals(entry);
    }

    /** The last entry up to this one that holds a command, 0 if none does. */
    long lastCommand(long upTo) {
        long index = upTo;
        while (index > 0 && log.get((int) index - 1).isNoOp()) index--;
        return index;
    }

    /** The last entry up to this one that this leader took in itself as a command; 0 if none is. */
    long lastOwnCommand(long upTo) {
        long index = lastCommand(upTo);
        return index > 0 && log.get((int) index - 1).term() == term.term() ? index : 0;
    }

    /**
     * What a server does when it is given something in some state: always the same.
     *
     * @param before what it was
     * @param after what it has become
     * @param sent the messages that it sent, by number
     * @param truncatedFrom the lowest index from which it dropped its log, 0 if it did not
     * @param broken what this step breaks by itself, or null
     */
    record Step(ServerState before, ServerState after, int[] sent, long truncatedFrom, Breach broken) {

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
}
