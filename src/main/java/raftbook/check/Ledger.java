package raftbook.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLogEntry;

/**
 * What the judge of a search remembers of a story, since no server need: who has led each term, what has been called
 * committed and in which term, what clients were told of their writes, and which reads wait. A value: two stories
 * that have brought the servers to the same states, and the judge to the same ledger, go on alike.
 *
 * @param leaders the number of the server that has led each term, from term 1 on; -1 for none
 * @param promises what has been called committed
 * @param told a read that is asked now must see what was applied up to here: writes done, and what reads have shown
 * @param asked the reads that wait
 */
record Ledger(List<Integer> leaders, List<Promise> promises, long told, List<Asked> asked) {

    static final Ledger EMPTY = new Ledger(List.of(), List.of(), 0, List.of());

    /** An entry, and the term in which it was first called committed. */
    record Promise(RaftLogEntry entry, long term) {}

    /** A read that a server has taken in: its term, the read's number, and what was told when it was asked. */
    record Asked(int server, long term, long read, long told) {}

    /** A step that must not be. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient ServerState.Step.Breach breach;

        Broken(ServerState.Step.Breach breach) {
            super(breach.detail(), null, false, false);
            this.breach = breach;
        }

        ServerState.Step.Breach breach() {
            return breach;
        }
    }

    /** The ledger after a server's step; {@code servers} are all of them after it. @throws Broken if it breaks what is wanted */
    Ledger after(ServerState.Step step, ServerState[] servers, Set<Invariant> wanted) {
        ServerState server = step.after();
        if (step.changesLog()) requireMatching(server, servers, wanted);
        Ledger next = step.takesOffice() ? withLeader(server, wanted) : this;
        if (step.truncatedFrom() > 0) next.requireMajority(step.truncatedFrom(), servers, wanted);
        for (long i = step.before().commitIndex + 1; i <= server.commitIndex; i++)
            next = next.commit(server, i, servers, wanted);
        return next.told(step, wanted);
    }

    private Ledger withLeader(ServerState leader, Set<Invariant> wanted) {
        int term = (int) leader.term.term();
        List<Integer> all = new ArrayList<>(leaders);
        while (all.size() < term) all.add(-1);
        int other = all.set(term - 1, leader.server);
        if (other >= 0 && other != leader.server) {
            breach(wanted, Invariant.ELECTION_SAFETY, name(other) + " and " + name(leader) + " both lead term " + term);
        }
        for (int i = 1; i <= promises.size(); i++) requireIn(leader, i, wanted);
        return new Ledger(List.copyOf(all), promises, told, asked);
    }

    private void requireIn(ServerState leader, int index, Set<Invariant> wanted) {
        Promise promise = promises.get(index - 1);
        if (promise.term < leader.term.term() && !leader.holds(index, promise.entry)) {
            breach(
                    wanted,
                    Invariant.LEADER_COMPLETENESS,
                    name(leader) + " leads term " + leader.term.term() + " without " + promise.entry);
        }
    }

    private Ledger commit(ServerState server, long index, ServerState[] servers, Set<Invariant> wanted) {
        RaftLogEntry mine = server.log.get((int) index - 1);
        if (index <= promises.size()) {
            RaftLogEntry promised = promises.get((int) index - 1).entry;
            if (mine.equals(promised)) return this;
            breach(
                    wanted,
                    Invariant.STATE_MACHINE_SAFETY,
                    name(server) + " commits " + mine + " where " + promised + " was committed before");
            return this;
        }
        List<Promise> all = new ArrayList<>(promises);
        all.add(new Promise(mine, server.term.term()));
        Ledger next = new Ledger(leaders, List.copyOf(all), told, asked);
        next.requireMajority(index, servers, wanted);
        for (ServerState other : servers) if (other.leads()) next.requireIn(other, (int) index, wanted);
        return next;
    }

    private void requireMajority(long from, ServerState[] servers, Set<Invariant> wanted) {
        for (int i = (int) from; i <= promises.size(); i++) {
            RaftLogEntry promised = promises.get(i - 1).entry;
            int holders = 0;
            for (ServerState each : servers) if (each.holds(i, promised)) holders++;
            if (2 * holders <= servers.length) {
                breach(
                        wanted,
                        Invariant.MAJORITY,
                        "only " + holders + " of " + servers.length + " logs hold " + promised);
            }
        }
    }

    private static void requireMatching(ServerState changed, ServerState[] servers, Set<Invariant> wanted) {
        for (ServerState other : servers) {
            int index = Math.min(changed.log.size(), other.log.size());
            while (index > 0
                    && changed.log.get(index - 1).term()
                            != other.log.get(index - 1).term()) index--;
            if (!changed.log.subList(0, index).equals(other.log.subList(0, index))) {
                breach(
                        wanted,
                        Invariant.LOG_MATCHING,
                        name(changed) + " and " + name(other) + " agree on entry " + index + ", and not on all before");
            }
        }
    }

    /** A leader has answered writes that it took in, and reads. */
    private Ledger told(ServerState.Step step, Set<Invariant> wanted) {
        ServerState server = step.after();
        long done = server.leads() ? server.lastOwnCommand(server.lastApplied) : 0;
        long now = done > step.before().lastApplied ? Math.max(told, done) : told;
        List<Asked> waiting = new ArrayList<>();
        for (Asked read : asked) {
            boolean itsOwn = read.server == server.server;
            boolean dropped = itsOwn && !(server.leads() && server.term.term() == read.term);
            boolean answered = itsOwn && !dropped && read.read <= server.answerableReads;
            if (answered) now = Math.max(now, answer(read, server, wanted));
            if (!answered && !dropped) waiting.add(read);
        }
        if (now == told && waiting.size() == asked.size()) return this;
        return new Ledger(leaders, promises, now, List.copyOf(waiting));
    }

    private static long answer(Asked read, ServerState server, Set<Invariant> wanted) {
        long shown = server.lastCommand(server.lastApplied);
        if (shown < read.told) {
            breach(
                    wanted,
                    Invariant.LINEARIZABILITY,
                    name(server) + " answers a read from its first " + shown + " entries, though entry " + read.told
                            + " had been done or shown before it was asked");
        }
        return shown;
    }

    /** The ledger when a server is about to take in its next read. */
    Ledger ask(ServerState leader, long read) {
        List<Asked> all = new ArrayList<>(asked);
        all.add(new Asked(leader.server, leader.term.term(), read, told));
        return new Ledger(leaders, promises, told, List.copyOf(all));
    }

    private static void breach(Set<Invariant> wanted, Invariant invariant, String detail) {
        if (wanted.contains(invariant)) throw new Broken(new ServerState.Step.Breach(invariant, detail));
    }

    private static String name(ServerState server) {
        return name(server.server);
    }

    private static String name(int server) {
        return new NodeId("n" + (server + 1)).name();
    }
}
