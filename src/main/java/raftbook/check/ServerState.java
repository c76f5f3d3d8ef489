package raftbook.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftNode;
import raftbook.raft.RaftRole;
import raftbook.raft.TermState;

/** What one server can be in a scope, how it first came to be that, and where it goes from there as far as that is known. */
final class ServerState {

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

    final Map<Integer, ServerStep> steps = new HashMap<>();
    /** Which messages come too late for it, as far as that is known. */
    final Map<Integer, Boolean> late = new HashMap<>();

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
        this.reads = before == null ? 0 : before.reads + (input == ServerStates.GET ? 1 : 0);
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
}
