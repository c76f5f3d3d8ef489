String future(SimulatedCluster cluster) {
    List<Object> memories = new ArrayList<>();
    for (NodeId id : cluster.nodes()) memories.add(cluster.inside(id).raft().memory());
    List<String> mail = cluster.inFlight().stream().map(m -> m.from() + " to " + m.to() + ": " + m.message()).sorted().toList();
    return memories + " " + mail;
}

boolean same(SimulatedCluster a, SimulatedCluster b) {
    return future(a).equals(future(b));
}
