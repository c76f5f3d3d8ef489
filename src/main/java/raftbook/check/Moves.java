package raftbook.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import raftbook.raft.NodeId;

/**
 * A whole story's state as a row of numbers, and what can happen in it: the servers' states, the judge's ledger, what
 * is left of the scope, and the messages on their way. A move is a number as well: a message's, plus one of two flags, or a
 * server's for what it is given otherwise.
 */
final class Moves {

    /** This many messages can be on their way at once in any scope that can be searched. */
    static final int WIDEST = 1 << 10;

    private static final int LOST = 1 << 30;
    private static final int TWICE = 1 << 29;
    private static final int BITS = 5;
    private static final int KINDS = 4;

    final ServerStates servers;
    private final Scope scope;
    private final int n;
    private final boolean dropsLate;
    private final Map<Ledger, Integer> ledgerNumbers = new HashMap<>();
    private final List<Ledger> ledgers = new ArrayList<>();
    private final ServerState[] now;

    /** Where a row's numbers stand: behind the servers' states. */
    private final int ledgerAt;

    final int budgetAt;
    final int mailAt;

    Moves(ServerStates servers, Scope scope) {
        this.dropsLate = !scope.inOrder() && !Boolean.getBoolean("plain");
        this.servers = servers;
        this.scope = scope;
        this.n = scope.servers();
        this.now = new ServerState[n];
        this.ledgerAt = n;
        this.budgetAt = n + 1;
        this.mailAt = n + 2;
    }

    /** What may happen only so often, in the order of its bits. */
    private enum Budget {
        ELECTIONS,
        HEARTBEATS,
        GETS,
        PUTS,
        LOSSES,
        DOUBLINGS;

        int one() {
            return 1 << BITS * ordinal();
        }

        int left(int budgets) {
            return budgets >> BITS * ordinal() & (1 << BITS) - 1;
        }
    }

    /** Where every story begins. Returns its length. */
    int begin(int[] row) {
        for (int i = 0; i < n; i++) row[i] = servers.initial(i).id;
        row[ledgerAt] = number(Ledger.EMPTY);
        row[budgetAt] = scope.elections() * Budget.ELECTIONS.one()
                + scope.heartbeats() * Budget.HEARTBEATS.one()
                + scope.gets() * Budget.GETS.one()
                + scope.puts() * Budget.PUTS.one()
                + scope.losses() * Budget.LOSSES.one()
                + scope.doublings() * Budget.DOUBLINGS.one();
        return mailAt;
    }

    int number(Ledger ledger) {
        Integer number = ledgerNumbers.putIfAbsent(ledger, ledgers.size());
        if (number != null) return number;
        ledgers.add(ledger);
        return ledgers.size() - 1;
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
                moves[count++] = own(leads ? ServerStates.HEARTBEAT : ServerStates.TIMEOUT, i);
            }
            if (leads && Budget.PUTS.left(budgets) > 0) moves[count++] = own(ServerStates.PUT, i);
            if (leads && Budget.GETS.left(budgets) > 0) moves[count++] = own(ServerStates.GET, i);
        }
        for (int at = mailAt; at < length; at++) {
            if (at > mailAt && isBehind(row[at - 1], row[at])) continue;
            moves[count++] = row[at];
            if (Budget.LOSSES.left(budgets) > 0) moves[count++] = row[at] | LOST;
            if (Budget.DOUBLINGS.left(budgets) > 0) moves[count++] = row[at] | TWICE;
        }
        return count;
    }

    /** Whether a message cannot be taken before the one in front of it, or need not, since both are the same. */
    private boolean isBehind(int first, int second) {
        return scope.inOrder() ? place(first) == place(second) : first == second;
    }

    private static int own(int input, int server) {
        return -1 - (server * KINDS - 1 - input);
    }

    static boolean isLoss(int move) {
        return move >= 0 && (move & LOST) != 0;
    }

    static boolean isDoubling(int move) {
        return move >= 0 && (move & TWICE) != 0;
    }

    static boolean isDelivery(int move) {
        return move >= 0;
    }

    static int mail(int move) {
        return move & ~(LOST | TWICE);
    }

    /** The server that a move is about. */
    int server(int move) {
        return move < 0 ? (-1 - move) / KINDS : servers.mail(mail(move)).to();
    }

    /** What it is given: one of the inputs of {@link ServerStates} that are no messages. */
    static int input(int move) {
        return -1 - (-1 - move) % KINDS;
    }

    /** Which write is the next. */
    int nextPut(int[] row) {
        return scope.puts() - Budget.PUTS.left(row[budgetAt]);
    }

    /** Makes the move, in the row itself. Returns its new length. @throws Ledger.Broken if an invariant breaks */
    int make(int move, int[] row, int length) {
        if (isLoss(move)) {
            row[budgetAt] -= Budget.LOSSES.one();
            return remove(mail(move), row, length);
        }
        int server = server(move);
        int input = move < 0 ? input(move) : mail(move);
        if (input == ServerStates.PUT) input -= nextPut(row);
        ServerStep step = servers.step(servers.state(row[server]), input);
        if (step.broken() != null)
            throw new Ledger.Broken(step.broken().invariant(), step.broken().detail());
        pay(move, row);
        int rest = move < 0 || isDoubling(move) ? length : remove(input, row, length);
        row[server] = step.after().id;
        judge(step, input == ServerStates.GET, row);
        if (dropsLate && step.after() != step.before()) rest = dropLate(step.after(), row, rest);
        for (int mail : step.sent()) {
            ServerState receiver = servers.state(row[servers.mail(mail).to()]);
            if (!dropsLate || !servers.isLate(receiver, mail)) rest = insert(mail, row, rest);
        }
        return rest;
    }

    private void pay(int move, int[] row) {
        if (isDoubling(move)) row[budgetAt] -= Budget.DOUBLINGS.one();
        if (move >= 0) return;
        Budget spent =
                switch (input(move)) {
                    case ServerStates.TIMEOUT -> Budget.ELECTIONS;
                    case ServerStates.HEARTBEAT -> Budget.HEARTBEATS;
                    case ServerStates.GET -> Budget.GETS;
                    default -> Budget.PUTS;
                };
        row[budgetAt] -= spent.one();
    }

    private void judge(ServerStep step, boolean read, int[] row) {
        Ledger before = ledgers.get(row[ledgerAt]);
        boolean reads = read || !before.asked().isEmpty();
        if (!step.isNews(reads)) return;
        for (int i = 0; i < n; i++) now[i] = servers.state(row[i]);
        Ledger asked = read ? before.ask(step.before(), step.after().reads) : before;
        Ledger after = asked.after(step, now);
        if (after != before) row[ledgerAt] = number(after);
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
            boolean late = servers.mail(mail).to() == receiver.server && servers.isLate(receiver, mail);
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
        if (move < 0) {
            Story.Kind kind =
                    switch (input(move)) {
                        case ServerStates.TIMEOUT -> Story.Kind.TIMEOUT;
                        case ServerStates.HEARTBEAT -> Story.Kind.HEARTBEAT;
                        case ServerStates.GET -> Story.Kind.GET;
                        default -> Story.Kind.PUT;
                    };
            return new Story.Step(kind, server, null, null, kind == Story.Kind.PUT ? nextPut(row) + 1 : 0);
        }
        ServerStates.Mail mail = servers.mail(mail(move));
        Story.Kind kind =
                isLoss(move) ? Story.Kind.LOSE : isDoubling(move) ? Story.Kind.DELIVER_TWICE : Story.Kind.DELIVER;
        return new Story.Step(kind, server, ServerStates.names(n).get(mail.from()), mail.message(), 0);
    }
}
