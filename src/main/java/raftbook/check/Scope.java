package raftbook.check;

import java.util.List;
import raftbook.raft.SendLimits;

/**
 * How much a search lets happen. Whatever order the events come in, there are so many of each kind at most; that makes the
 * stories finite, and so their number.
 *
 * <p>A server that stops is one whose turn never comes, and a message that is lost, one that never arrives: where
 * messages may overtake each other, neither needs an event, since a story may end before it. Where links are
 * {@link #onLinksInOrder in order}, a message can be lost to let the next one come.
 *
 * @param servers how many servers, 1 to 5
 * @param timers only the first so many have an election timer that runs out
 * @param elections how often an election timer runs out, all servers together
 * @param puts how many writes a leader takes in; no two write the same
 * @param gets how many reads a leader takes in
 * @param heartbeats how often a leader's heartbeat comes due, beside the ones that it sends at once
 * @param losses how many messages are lost
 * @param doublings how many messages come twice
 * @param inOrder whether the messages on one link arrive in the order in which they were sent
 * @param limits how much a leader sends at once
 * @param mostStates the search gives up beyond so many states; each takes about 80 bytes
 */
public record Scope(
        int servers,
        int timers,
        int elections,
        int puts,
        int gets,
        int heartbeats,
        int losses,
        int doublings,
        boolean inOrder,
        SendLimits limits,
        int mostStates) {

    private static final int MOST_SERVERS = 5;
    /** So much of each kind fits into a state. */
    static final int MOST_EVENTS = 31;

    private static final int USUAL_STATES = 3_000_000;
    private static final int MOST_STATES = 50_000_000;

    /** @throws IllegalArgumentException if a number is out of range, or there are losses where links are not in order */
    public Scope {
        require("servers", servers, 1, MOST_SERVERS);
        require("timers", timers, 1, servers);
        require("elections", elections, 1, MOST_EVENTS);
        require("puts", puts, 0, MOST_EVENTS);
        require("gets", gets, 0, MOST_EVENTS);
        require("heartbeats", heartbeats, 0, MOST_EVENTS);
        require("losses", losses, 0, MOST_EVENTS);
        require("doublings", doublings, 0, MOST_EVENTS);
        require("mostStates", mostStates, 1, MOST_STATES);
        if (losses > 0 && !inOrder) {
            throw new IllegalArgumentException(
                    "a scope of " + losses + " losses: where messages may overtake each other, a"
                            + " lost one is one that never arrives, and needs no event; use onLinksInOrder() or withLosses(0)");
        }
    }

    private static void require(String what, int number, int least, int most) {
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    "a scope with " + what + " " + number + ": must be " + least + " to " + most);
        }
    }

    /** One election among so many servers, whose messages may overtake each other; entries are sent one by one. */
    public static Scope of(int servers) {
        return new Scope(servers, servers, 1, 0, 0, 0, 0, 0, false, new SendLimits(1, 1), USUAL_STATES);
    }

    /** Small scopes, none searched for long: a rule whose break shows at some moment shows it in one of them. */
    static List<Scope> usual() {
        Scope two = Scope.of(3).withTimersOn(2).withElections(2).withMostStates(100_000);
        Scope inOrder = two.onLinksInOrder();
        return List.of(
                two.withPuts(1),
                Scope.of(2).withElections(2).withPuts(1).withMostStates(100_000),
                two.withElections(1).withTimersOn(1).withPuts(1).withHeartbeats(1),
                two.withHeartbeats(1),
                inOrder.withPuts(1).withGets(1),
                inOrder.withElections(4).withMostStates(400_000),
                inOrder.withElections(3).withPuts(1).withMostStates(700_000));
    }

    /** This scope with election timers on the first so many servers alone. */
    public Scope withTimersOn(int first) {
        return new Scope(
                servers, first, elections, puts, gets, heartbeats, losses, doublings, inOrder, limits, mostStates);
    }

    /** This scope with so many elections. */
    public Scope withElections(int most) {
        return new Scope(servers, timers, most, puts, gets, heartbeats, losses, doublings, inOrder, limits, mostStates);
    }

    /** This scope with so many writes. */
    public Scope withPuts(int most) {
        return new Scope(
                servers, timers, elections, most, gets, heartbeats, losses, doublings, inOrder, limits, mostStates);
    }

    /** This scope with so many reads. */
    public Scope withGets(int most) {
        return new Scope(
                servers, timers, elections, puts, most, heartbeats, losses, doublings, inOrder, limits, mostStates);
    }

    /** This scope with so many heartbeats. */
    public Scope withHeartbeats(int most) {
        return new Scope(servers, timers, elections, puts, gets, most, losses, doublings, inOrder, limits, mostStates);
    }

    /** This scope with so many losses, which only links in order need. */
    public Scope withLosses(int most) {
        return new Scope(
                servers, timers, elections, puts, gets, heartbeats, most, doublings, inOrder, limits, mostStates);
    }

    /** This scope with so many messages that come twice. */
    public Scope withDoublings(int most) {
        return new Scope(servers, timers, elections, puts, gets, heartbeats, losses, most, inOrder, limits, mostStates);
    }

    /** This scope on links that keep messages in order. */
    public Scope onLinksInOrder() {
        return new Scope(
                servers, timers, elections, puts, gets, heartbeats, losses, doublings, true, limits, mostStates);
    }

    /** This scope with other limits on what is sent at once. */
    public Scope with(SendLimits other) {
        return new Scope(
                servers, timers, elections, puts, gets, heartbeats, losses, doublings, inOrder, other, mostStates);
    }

    /** This scope with another bound on the states that are kept, and so on the memory. */
    public Scope withMostStates(int most) {
        return new Scope(servers, timers, elections, puts, gets, heartbeats, losses, doublings, inOrder, limits, most);
    }

    /** In words: {@code 3 servers, 2 elections, 1 put}. */
    @Override
    public String toString() {
        return count(servers, "server")
                + (timers < servers ? ", timers on " + timers : "")
                + ", " + count(elections, "election")
                + some(puts, "put")
                + some(gets, "get")
                + some(heartbeats, "heartbeat")
                + some(losses, "loss")
                + some(doublings, "doubling")
                + (inOrder ? ", links in order" : "")
                + (limits.window() > 1 ? ", a window of " + limits.window() : "");
    }

    private static String some(int number, String what) {
        return number == 0 ? "" : ", " + count(number, what);
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : what.endsWith("s") ? "es" : "s");
    }
}
