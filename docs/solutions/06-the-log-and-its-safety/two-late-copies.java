Simulation<Replica> stage = replicas(5, 5000, with(truncating));
stage.fireTimer(n1);
stage.runFor(Duration.ofMillis(48));
stage.holdMessages(true);
stage.setFaults(Faults.NONE.withDuplicate(1));
stage.hand(n1, command("x = 1"));
stage.step();
stage.hand(n1, command("x = 2"));
stage.step();

void pass(NodeId from, NodeId to, long upTo) {
    stage.deliver(stage.inFlight().stream()
            .filter(mail -> mail.from().equals(from) && mail.to().equals(to))
            .filter(mail -> mail.message() instanceof AppendEntries request && request.lastNewIndex() == upTo
                    || mail.message() instanceof AppendEntriesReply reply && reply.matchIndex() == upTo)
            .findFirst()
            .orElseThrow(() -> new NoSuchElementException("nothing from " + from + " to " + to + " about " + upTo)));
}

for (NodeId follower : List.of(n2, n3)) {
    pass(n1, follower, 2);
    pass(n1, follower, 3);
    pass(follower, n1, 3);
    pass(n1, follower, 2);
}
