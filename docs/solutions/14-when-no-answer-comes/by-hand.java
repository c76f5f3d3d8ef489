CompletableFuture<Done> happens(SimulatedCluster c, NodeId leading) {
    for (NodeId other : c.nodes()) {
        if (!other.equals(leading)) c.cut(other, leading);     // entries and heartbeats arrive, no answer comes back
    }
    CompletableFuture<Done> put = c.node(leading).putMetadata("/lock", "ann");
    c.runFor(Duration.ofSeconds(6));
    return put;
}

CompletableFuture<Done> neverHappens(SimulatedCluster c, NodeId leading) {
    c.isolate(leading);                                        // and the others elect another leader
    CompletableFuture<Done> put = c.node(leading).putMetadata("/lock", "ann");
    c.runFor(Duration.ofSeconds(6));
    return put;
}
