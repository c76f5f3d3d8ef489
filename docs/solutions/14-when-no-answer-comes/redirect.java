Done putWithRedirect(Cluster cluster, NodeId first, String key, String value) {
    NodeId next = first;
    while (true) {
        try {
            return cluster.await(cluster.node(next).putMetadata(key, value));
        } catch (InvalidRequestException malformed) {
            throw malformed;
        } catch (NotLeaderException elsewhere) {
            next = elsewhere.leader().orElseGet(cluster::awaitLeader);
        } catch (RefusedException stopped) {
            next = cluster.awaitLeader();                      // the one that was named is gone
        }
    }
}
