Simulation<Replica> stage = replicas(5, 5000, with(truncating));
stage.fireTimer(n1);
stage.runFor(Duration.ofMillis(48));
stage.holdMessages(true);
stage.setFaults(Faults.NONE.withDuplicate(1));
stage.hand(n1, command("x = 1"));
stage.runFor(Duration.ofMillis(2));
stage.hand(n1, command("x = 2"));
stage.runFor(Duration.ofMillis(2));

long upTo(RaftMessage message) {              // the last entry that it speaks of
    if (message instanceof AppendEntries request) return request.lastNewIndex();
    return message instanceof AppendEntriesReply reply ? reply.matchIndex() : 0;
}

void pass(NodeId from, NodeId to, long last) {
    for (InFlight mail : stage.inFlight()) {
        if (!mail.from().equals(from) || !mail.to().equals(to)) continue;
        if (upTo(mail.message()) != last) continue;
        stage.deliver(mail);
        stage.runFor(Duration.ofMillis(2));
        return;
    }
    throw new NoSuchElementException(from + " has sent " + to + " nothing about " + last);
}

for (NodeId follower : List.of(n2, n3)) {
    pass(n1, follower, 2);
    pass(n1, follower, 3);
    pass(follower, n1, 3);
    pass(n1, follower, 2);
}
