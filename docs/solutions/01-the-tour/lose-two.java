String outcome = "";
try (SimulatedCluster three = SimulatedCluster.of(3, 1)) {
    NodeId boss = three.awaitLeader();
    three.nodes().stream().filter(id -> !id.equals(boss)).forEach(three::stop);
    try {
        three.await(three.node(boss).putMetadata("/a", "v"));
    } catch (UnknownOutcomeException unknown) {
        outcome = unknown.getClass().getSimpleName();
    }
}
