package raftbook.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.RequestVote;

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

    /** The ways to give so many servers new names, each server's new number by its old one; the first so many have timers. */
    static List<int[]> permutations(int servers, int timers) {
        List<int[]> all = new ArrayList<>();
        name(new int[servers], 0, timers, all);
        return all;
    }

    private static void name(int[] to, int named, int timers, List<int[]> all) {
        if (named == to.length) {
            all.add(to.clone());
            return;
        }
        boolean timed = named < timers;
        for (int name = timed ? 0 : timers; name < (timed ? timers : to.length); name++) {
            to[named] = name;
            if (isFree(name, to, named)) name(to, named + 1, timers, all);
        }
    }

    private static boolean isFree(int name, int[] to, int named) {
        for (int i = 0; i < named; i++) if (to[i] == name) return false;
        return true;
    }

    /** All of them, or the one under which all servers keep their names. */
    static List<Renaming> all(ServerStates servers, Ledgers ledgers, Scope scope, boolean symmetric) {
        List<int[]> permutations = permutations(scope.servers(), scope.timers());
        return (symmetric ? permutations : permutations.subList(0, 1))
                .stream().map(to -> new Renaming(servers, ledgers, to)).toList();
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
        states.put(number, found.id);
        return found.id;
    }

    /** Requires of a step that a renamed server, given the same under new names, becomes the same and sends the same. */
    void requireAlike(ServerState.Step step, int input) {
        ServerState.Step renamed =
                servers.step(servers.state(state(step.before().id)), input >= 0 ? mail(input) : input);
        boolean alike = renamed.after().id == state(step.after().id)
                && renamed.truncatedFrom() == step.truncatedFrom()
                && invariant(renamed) == invariant(step)
                && sent(renamed, number -> number).equals(sent(step, this::mail));
        if (!alike) throw new NamesMatter();
    }

    private static Invariant invariant(ServerState.Step step) {
        return step.broken() == null ? null : step.broken().invariant();
    }

    /** What a step sends, each message called so; those to different servers have no order among each other. */
    private List<Integer> sent(ServerState.Step step, IntUnaryOperator called) {
        List<Integer> sent = new ArrayList<>();
        for (int mail : step.sent()) sent.add(called.applyAsInt(mail));
        List<Integer> byReceiver = new ArrayList<>();
        for (int receiver = 0; receiver < to.length; receiver++) {
            for (int mail : sent) if (servers.mail(mail).to() == receiver) byReceiver.add(mail);
        }
        return byReceiver;
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
