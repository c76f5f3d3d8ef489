package raftbook.raft;

import java.util.Optional;

/** The request went to a server that does not lead. Nothing was done; try the leader, if one is known. */
public final class NotLeaderException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient NodeId leader;

    /** @param leader who leads, as far as the refusing server knows, or null */
    public NotLeaderException(NodeId refusing, RaftRole role, long term, NodeId leader) {
        super(refusing + " is a " + role + " in term " + term + ": only the leader takes requests; "
                + (leader == null ? "none is known to it, await one and retry" : "ask " + leader));
        this.leader = leader;
    }

    /** Who leads, as far as the refusing server knows. */
    public Optional<NodeId> leader() {
        return Optional.ofNullable(leader);
    }
}
