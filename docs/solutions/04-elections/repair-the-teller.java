class Teller implements Node {
    final NodeId self;
    final List<NodeId> others;
    final Set<NodeId> votes = new TreeSet<>();
    long term;
    long timer = 100_000_000;
    boolean leads;

    Teller(NodeId self, List<NodeId> others) {
        this.self = self;
        this.others = others;
    }

    @Override
    public void receive(long now, NodeId from, RaftMessage message, Outbox outbox) {
        if (message.term() > term) {
            term = message.term();
            leads = false;
            votes.clear();
        }
        boolean current = message.term() == term;
        if (current && message instanceof RequestVoteReply reply && reply.voteGranted()) votes.add(from);
    }

    @Override
    public void advance(long now, Outbox outbox) {
        if (!leads && now >= timer) {
            term++;
            votes.clear();
            votes.add(self);
            timer = now + 100_000_000;
            for (NodeId other : others) outbox.send(other, new RequestVote(term, self, 0, 0));
        }
        if (votes.size() >= 3) leads = true;
    }

    @Override
    public long wakeAt() {
        return leads ? Long.MAX_VALUE : timer;
    }
}
