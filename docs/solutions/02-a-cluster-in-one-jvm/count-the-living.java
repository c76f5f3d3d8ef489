class Listener implements Node {
    private final Set<NodeId> heard = new TreeSet<>();

    @Override
    public void receive(long now, NodeId from, RaftMessage message, Outbox outbox) {
        heard.add(from);
    }

    @Override
    public void advance(long now, Outbox outbox) {}

    @Override
    public long wakeAt() {
        return Long.MAX_VALUE;
    }

    Set<NodeId> heard() {
        return heard;
    }
}
