long seed = 0;
for (long candidate = 1; candidate < 50 && seed == 0; candidate++) {
    try (SimulatedCluster tried = SimulatedCluster.of(3, candidate)) {
        if (tried.state(tried.awaitLeader()).term() > 1) seed = candidate;
    }
}
