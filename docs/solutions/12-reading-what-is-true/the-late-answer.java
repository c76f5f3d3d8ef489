ReadRule recently = new ReadRule() {
    @Override
    public boolean isConfirmed(Quorum quorum, long since, long... answered) {
        return super.isConfirmed(quorum, since - 5, answered);     // the five messages before will do, too
    }
};

Simulation<Server> stage() {
    Simulation<Server> stage = servers(recently, 6);
    elect(stage, n1);
    put(stage, n1, "/lock/printer", "ann");
    stage.holdMessages(true);
    stage.fireTimer(n1);                                            // a leader's timer: heartbeats
    InFlight heartbeat = stage.inFlight().get(0);
    stage.deliver(heartbeat);
    InFlight late = stage.inFlight().get(stage.inFlight().size() - 1);
    stage.holdMessages(false);
    stage.partition(List.of(List.of(n1)));
    elect(stage, n2);
    put(stage, n2, "/lock/printer", "bob");
    tell(stage, n1, server -> server.ask("/lock/printer"));
    stage.deliver(late);
    return stage;
}
