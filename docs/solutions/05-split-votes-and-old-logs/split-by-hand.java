NodeId n4 = new NodeId("n4");
Simulation<Elector> staged = electors(4, 1);
staged.holdMessages(true);

void mail(NodeId from, NodeId to) {
    for (InFlight message : staged.inFlight()) {
        if (message.from().equals(from) && message.to().equals(to)) {
            staged.deliver(message);
            return;
        }
    }
}

staged.fireTimer(n1);
mail(n1, n3);
staged.fireTimer(n2);
mail(n2, n4);
