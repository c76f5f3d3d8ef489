package raftbook.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.TermState;

/**
 * Servers that change names: what each state, message and ledger is called then. A server under its new name has lived through
 * the same with others of new names; so its state is found by renaming its past. One thread finds out; others may look up.
 */
final class Renaming {

    private final ServerStates servers;
    private final Ledgers ledgers;
    private final List<NodeId> names;
    /** The new number of each server, by its old one. */
    private final int[] to;

    private final int[] from;
    final Numbers states = new Numbers();
    final Numbers mails = new Numbers();
    final Numbers ledgerNumbers = new Numbers();

    Renaming(ServerStates servers, Ledgers ledgers, int[] to) {
        this.servers = servers;
        this.ledgers = ledgers;
        this.names = ServerStates.names(to.length);
        this.to = to;
        this.from = new int[to.length];
        for (int i = 0; i < to.length; i++) from[to[i]] = i;
    }

    /** A rule tells servers apart by their names: a renamed server has come to something else. */
    static final class NamesMatter extends RuntimeException {
        private static final long serialVersionUID = 1;

        NamesMatter() {
            super("a rule tells servers apart by their names", null, false, false);
        }
    }

    int servers() {
        return to.length;
    }

    boolean undoes(Renaming other) {
        return Arrays.equals(to, other.from);
    }

    /** Who has this number now, by its old one. */
    int old(int server) {
        return from[server];
    }

    /** Finds out what a server's state is under its new name. */
    int state(int number) {
        int known = states.get(number);
        if (known != Numbers.UNKNOWN) return known;
        ServerState old = servers.state(number);
        ServerState found = old.before == null
                ? servers.initial(to[old.server])
                : servers.step(servers.state(state(old.before.id)), old.input >= 0 ? mail(old.input) : old.input)
                        .after();
        if (!isAlike(old, found)) throw new NamesMatter();
        states.put(number, found.id);
        return found.id;
    }

    private boolean isAlike(ServerState old, ServerState found) {
        TermState term = old.term;
        return found.term.equals(new TermState(term.term(), name(term.votedFor()), name(term.leader())))
                && found.role == old.role
                && found.log.equals(old.log)
                && found.commitIndex == old.commitIndex
                && found.lastApplied == old.lastApplied;
    }

    /** Finds out what a message is under new names. */
    int mail(int number) {
        int known = mails.get(number);
        if (known != Numbers.UNKNOWN) return known;
        ServerStates.Mail old = servers.mail(number);
        int found = servers.number(new ServerStates.Mail(to[old.from()], to[old.to()], message(old.message())));
        mails.put(number, found);
        return found;
    }

    private RaftMessage message(RaftMessage old) {
        if (old instanceof RequestVote ask) {
            return new RequestVote(ask.term(), name(ask.candidate()), ask.lastLogIndex(), ask.lastLogTerm());
        }
        if (old instanceof AppendEntries append) {
            return new AppendEntries(
                    append.term(),
                    name(append.leader()),
                    append.prevLogIndex(),
                    append.prevLogTerm(),
                    append.entries(),
                    append.leaderCommit(),
                    append.sequence());
        }
        return old; // answers name nobody
    }

    private NodeId name(NodeId old) {
        return old == null ? null : names.get(to[names.indexOf(old)]);
    }

    /** Finds out what a ledger is under new names. */
    int ledger(int number) {
        int known = ledgerNumbers.get(number);
        if (known != Numbers.UNKNOWN) return known;
        Ledger old = ledgers.get(number);
        List<Integer> leaders = new ArrayList<>();
        for (int leader : old.leaders()) leaders.add(leader < 0 ? leader : to[leader]);
        List<Ledger.Asked> asked = new ArrayList<>();
        for (Ledger.Asked each : old.asked()) {
            asked.add(new Ledger.Asked(to[each.server()], each.term(), each.read(), each.told()));
        }
        int found = ledgers.number(new Ledger(List.copyOf(leaders), old.promises(), old.told(), List.copyOf(asked)));
        ledgerNumbers.put(number, found);
        return found;
    }

    /** The same move of the servers under their new names. */
    int move(int old) {
        if (Move.isOwn(old)) return Move.own(Move.input(old), to[Move.server(old)]);
        int mail = Move.mail(old);
        return old - mail + mail(mail);
    }
}
