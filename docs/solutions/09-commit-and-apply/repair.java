class Sloppy extends Server {
    Sloppy(NodeId id, long seed) {
        super(id, 3, Timing.DEFAULT, new CommitRule(), seed);
    }

    @Override
    public void advance(long now, Outbox outbox) {
        election.advance(now, log.last(), outbox);
        replication.takeOffice();
        commitment.advance();
        replication.send(now, commitment.index(), outbox);
        applier.advance(commitment.index());
    }
}
