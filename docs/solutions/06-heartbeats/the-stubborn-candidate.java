class Stubborn extends Pulse {
    Stubborn(NodeId id, List<NodeId> peers, Timing timing, RandomGenerator random, long now) {
        super(id, peers, timing, random, now);
    }

    @Override
    void onAppendEntries(long now, NodeId from, AppendEntries request, Outbox outbox) {
        if (election.isStale(request.term())) {
            outbox.send(from, AppendEntriesReply.stale(election.term(), request.sequence()));
        } else {
            election.heardFromLeader(now, request.leader());
            outbox.send(from, AppendEntriesReply.accepted(election.term(), 0, request.sequence()));
        }
    }
}
