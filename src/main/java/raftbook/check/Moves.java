package raftbook.check;

import java.util.List;
import java.util.Set;
import raftbook.raft.NodeId;

/**
 * A whole story's state as a row of numbers, and what can happen in it: the servers' states, the judge's ledger, what
 * is left of the scope, and the messages on their way. A {@link Move} is a number as well.
 */
final class Moves {

    /** This many messages can be on their way at once in any scope that can be searched. */
    static final int WIDEST = 1 << 10;

    final ServerStates servers;
    final Scope scope;
    private final int n;
    private final Set<Invariant> wanted;
    private final boolean dropsLate;
    final Ledgers ledgers;
    /** Whether it finds out what nobody has found out as yet. */
    final boolean learns;

    private final ServerState[] now;

    /** What a server is found to do is held against what it does under other names. Under the first all keep theirs. */
    final List<Renaming> renamings;

    /** Where a row's numbers stand: behind the servers' states. */
    final int ledgerAt;

    final int budgetAt;
    final int mailAt;

    /**
     * With or without the answers that come too late; on links in order they stay, for they hold up what is behind them.
     *
     * @param symmetric whether servers may be given each other's names
     */
    Moves(ServerStates servers, Scope scope, Set<Invariant> wanted, boolean dropsLate, boolean symmetric) {
        this(servers, scope, wanted, dropsLate && !scope.inOrder(), symmetric, new Ledgers());
    }

    private Moves(
            ServerStates servers,
            Scope scope,
            Set<Invariant> wanted,
            boolean dropsLate,
            boolean symmetric,
            Ledgers ledgers) {
        this(servers, scope, wanted, dropsLate, ledgers, Renaming.all(servers, ledgers, scope, symmetric), true);
    }

    private Moves(
            ServerStates servers,
            Scope scope,
            Set<Invariant> wanted,
            boolean dropsLate,
            Ledgers ledgers,
            List<Renaming> renamings,
            boolean learns) {
        this.wanted = wanted;
        this.dropsLate = dropsLate;
        this.ledgers = ledgers;
        this.renamings = renamings;
        this.learns = learns;
        this.servers = servers;
        this.scope = scope;
        this.n = scope.servers();
        this.now = new ServerState[n];
        this.ledgerAt = n;
        this.budgetAt = n + 1;
        this.mailAt = n + 2;
    }

    /** An onlooker would have to find out what nobody has. */
    static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unknown() {
            super("not found out as yet", null, false, false);
        }
    }

    /** Where every story begins. Returns its length. */
    int begin(int[] row) {
        for (int i = 0; i < n; i++) row[i] = servers.initial(i).id;
        row[ledgerAt] = ledgers.number(Ledger.EMPTY);
        row[budgetAt] = Budget.all(scope);
        return mailAt;
    }

    /** The same moves for another thread, which finds nothing out by itself. */
    Moves forOnlooker() {
        return new Moves(servers, scope, wanted, dropsLate, ledgers, renamings, false);
    }

    /** Writes down all that can happen next. Returns how many moves these are. */
    int moves(int[] row, int length, int[] moves) {
        int count = 0;
        int budgets = row[budgetAt];
        for (int i = 0; i < n; i++) {
            boolean leads = servers.state(row[i]).leads();
            if (leads
                    ? Budget.HEARTBEATS.left(budgets) > 0
                    : i < scope.timers() && Budget.ELECTIONS.left(budgets) > 0) {
                moves[count++] = Move.own(leads ? ServerState.HEARTBEAT : ServerState.TIMEOUT, i);
            }
            if (leads && Budget.PUTS.left(budgets) > 0) moves[count++] = Move.own(ServerState.PUT, i);
            if (leads && Budget.GETS.left(budgets) > 0) moves[count++] = Move.own(ServerState.GET, i);
        }
        for (int at = mailAt; at < length; at++) {
            if (at > mailAt && isBehind(row[at - 1], row[at])) continue;
            moves[count++] = row[at];
            if (Budget.LOSSES.left(budgets) > 0) moves[count++] = Move.loss(row[at]);
            if (Budget.DOUBLINGS.left(budgets) > 0) moves[count++] = Move.doubling(row[at]);
        }
        return count;
    }

    /** Whether a message cannot be taken before the one in front of it, or need not, since both are the same. */
    private boolean isBehind(int first, int second) {
        return scope.inOrder() ? place(first) == place(second) : first == second;
    }

    /** The server that a move is about. */
    private int server(int move) {
        return Move.isOwn(move)
                ? Move.server(move)
                : servers.mail(Move.mail(move)).to();
    }

    /** Which write is the next. */
    int nextPut(int[] row) {
        return scope.puts() - Budget.PUTS.left(row[budgetAt]);
    }

    /** Makes the move, in the row itself. Returns its new length. @throws Ledger.Broken if an invariant breaks; Unknown */
    int make(int move, int[] row, int length) {
        if (Move.isLoss(move)) {
            row[budgetAt] -= Budget.LOSSES.one();
            return remove(Move.mail(move), row, length);
        }
        int server = server(move);
        int input = Move.isOwn(move) ? Move.input(move) : Move.mail(move);
        if (input == ServerState.PUT) input -= nextPut(row);
        ServerState.Step step = step(servers.state(row[server]), input);
        if (step.broken() != null && wanted.contains(step.broken().invariant())) throw new Ledger.Broken(step.broken());
        pay(move, row);
        int rest = Move.isOwn(move) || Move.isDoubling(move) ? length : remove(input, row, length);
        row[server] = step.after().id;
        judge(step, input == ServerState.GET, row);
        if (dropsLate && step.after() != step.before()) rest = dropLate(step.after(), row, rest);
        for (int mail : step.sent()) {
            ServerState receiver = servers.state(row[servers.mail(mail).to()]);
            if (!dropsLate || !isLate(receiver, mail)) rest = insert(mail, row, rest);
        }
        return rest;
    }

    private void pay(int move, int[] row) {
        if (Move.isDoubling(move)) row[budgetAt] -= Budget.DOUBLINGS.one();
        if (Move.isOwn(move)) row[budgetAt] -= Budget.of(Move.input(move)).one();
    }

    private void judge(ServerState.Step step, boolean read, int[] row) {
        Ledger before = ledgers.get(row[ledgerAt]);
        boolean reads = read || !before.asked().isEmpty();
        if (!step.isNews(reads)) return;
        for (int i = 0; i < n; i++) now[i] = servers.state(row[i]);
        Ledger asked = read ? before.ask(step.before(), step.after().reads) : before;
        Ledger after = asked.after(step, now, wanted);
        if (after != before)
            row[ledgerAt] = known(learns ? Integer.valueOf(ledgers.number(after)) : ledgers.find(after));
    }

    private ServerState.Step step(ServerState from, int input) {
        ServerState.Step done = from.step(input);
        if (done != null) return done;
        if (!learns) throw new Unknown();
        done = servers.step(from, input);
        for (Renaming each : renamings.subList(1, renamings.size())) each.requireAlike(done, input);
        return done;
    }

    private boolean isLate(ServerState receiver, int mail) {
        return learns ? servers.isLate(receiver, mail) : known(receiver.isLate(mail));
    }

    private static <T> T known(T found) {
        if (found == null) throw new Unknown();
        return found;
    }

    /** By this messages are sorted: those on one link by their age where links keep the order, else by number alone. */
    private int place(int mail) {
        if (!scope.inOrder()) return mail;
        ServerStates.Mail of = servers.mail(mail);
        return of.from() * n + of.to();
    }

    int insert(int mail, int[] row, int length) {
        if (length == WIDEST) throw new IllegalStateException(WIDEST + " messages on their way at once: too many");
        int place = place(mail);
        int at = length;
        for (; at > mailAt && place(row[at - 1]) > place; at--) row[at] = row[at - 1];
        row[at] = mail;
        return length + 1;
    }

    private int dropLate(ServerState receiver, int[] row, int length) {
        int rest = mailAt;
        for (int at = mailAt; at < length; at++) {
            int mail = row[at];
            boolean late = servers.mail(mail).to() == receiver.server && isLate(receiver, mail);
            if (!late) row[rest++] = mail;
        }
        return rest;
    }

    private int remove(int mail, int[] row, int length) {
        int at = mailAt;
        while (row[at] != mail) at++;
        for (; at < length - 1; at++) row[at] = row[at + 1];
        return length - 1;
    }

    /** A move from this row, for people. */
    Story.Step inWords(int move, int[] row) {
        NodeId server = ServerStates.names(n).get(server(move));
        if (Move.isOwn(move)) {
            Story.Kind kind =
                    switch (Move.input(move)) {
                        case ServerState.TIMEOUT -> Story.Kind.TIMEOUT;
                        case ServerState.HEARTBEAT -> Story.Kind.HEARTBEAT;
                        case ServerState.GET -> Story.Kind.GET;
                        default -> Story.Kind.PUT;
                    };
            return new Story.Step(kind, server, null, null, kind == Story.Kind.PUT ? nextPut(row) + 1 : 0);
        }
        ServerStates.Mail mail = servers.mail(Move.mail(move));
        Story.Kind kind = Move.isLoss(move)
                ? Story.Kind.LOSE
                : Move.isDoubling(move) ? Story.Kind.DELIVER_TWICE : Story.Kind.DELIVER;
        return new Story.Step(kind, server, ServerStates.names(n).get(mail.from()), mail.message(), 0);
    }
}
