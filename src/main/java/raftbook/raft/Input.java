package raftbook.raft;

/**
 * Something on its way to a server: a message, or a client's request. Drivers hand it over without knowing what it is.
 *
 * @param <N> what kind of server can take it in
 */
public interface Input<N extends Node> {

    /** The server takes it in, at this moment of its own clock; what it sends in answer goes to the outbox. */
    void reach(N node, long now, Outbox outbox);

    /** The server will never take it in, for this reason. */
    void miss(String why);

    /** The server has too much waiting to let this wait as well, and will never take it in. Messages are always let in. */
    default void turnAway(String why) {
        miss(why);
    }
}
