class Clerk implements Node {
    record Waiting(long index, long term, CompletableFuture<String> answer) {}

    final RaftNode raft;
    final Deque<Waiting> waiting = new ArrayDeque<>();

    Clerk(RaftNode raft) {
        this.raft = raft;
    }

    CompletableFuture<String> submit(byte[] command) {
        Waiting next = new Waiting(raft.propose(command), raft.term(), new CompletableFuture<>());
        waiting.add(next);
        return next.answer();
    }

    @Override
    public void receive(long now, NodeId from, RaftMessage message, Outbox outbox) {
        raft.receive(now, from, message, outbox);
    }

    @Override
    public void advance(long now, Outbox outbox) {
        raft.advance(now, outbox);
    }

    @Override
    public void apply(long now, Outbox outbox) {
        raft.apply(now, outbox);
        while (!waiting.isEmpty() && waiting.element().index() <= raft.lastApplied()) {
            Waiting first = waiting.remove();
            boolean mine = raft.log().term(first.index()) == first.term();
            first.answer().complete(mine ? "done" : "not done");
        }
    }

    @Override
    public long wakeAt() {
        return raft.wakeAt();
    }
}
