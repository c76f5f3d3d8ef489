package raftbook.picture;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import raftbook.raft.NodeId;
import raftbook.trace.TraceEvent;

/**
 * One server at one moment, as far as events tell of it.
 *
 * @param vote for whom it has voted in its term
 * @param patience how much is left of its election timer, in nanoseconds; none for a leader
 */
record ServerView(NodeId node, Lane.Span state, Optional<NodeId> vote, Optional<Long> patience, LogTail log) {

    /** @param past all events up to that moment */
    static ServerView of(NodeId node, List<TraceEvent> past, long at) {
        Lane lane = Lane.of(node, past, at, at + 1);
        Lane.Span state = lane.at(at);
        Optional<NodeId> vote = past.stream()
                .filter(event ->
                        event instanceof TraceEvent.Voted e && e.node().equals(node) && e.term() == state.term())
                .map(event -> ((TraceEvent.Voted) event).candidate())
                .findFirst();
        Optional<Long> patience =
                lane.waits().stream().map(Lane.Wait::leftAtEnd).findFirst();
        return new ServerView(node, state, vote, patience, LogTail.of(node, past));
    }

    boolean is(Lane.Condition condition) {
        return state.is(condition);
    }

    /** What it is, and of which term: {@code leader, term 2}. */
    String role() {
        String role = state.role().name().toLowerCase(Locale.ROOT) + ", term " + state.term();
        return switch (state.condition()) {
            case STOPPED -> "stopped";
            case PAUSED -> role + ", paused";
            case RUNNING -> role;
        };
    }

    String voteInWords() {
        return vote.map(id -> "voted for " + id).orElse("has not voted");
    }

    /** Up to which index its log is committed, and how far it goes: {@code committed 3 of 4}. */
    String logInWords() {
        return log.lastIndex() == 0 ? "" : "committed " + log.commitIndex() + " of " + log.lastIndex();
    }

    @Override
    public String toString() {
        String words = node + ": " + role();
        if (is(Lane.Condition.STOPPED)) return words;
        return words + ", " + voteInWords() + (logInWords().isEmpty() ? "" : ", " + logInWords());
    }
}
