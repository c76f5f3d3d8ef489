package raftbook.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import raftbook.cluster.Seeds;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;

/**
 * One line of a scenario's script: something that is done to the cluster at a certain time.
 *
 * @param at virtual nanoseconds
 * @param kind what is done
 * @param choice which server, key or grouping, not negative; taken modulo what there is to choose from, so that it fits
 */
record Action(long at, Kind kind, int choice) {

    Action {
        Objects.requireNonNull(kind, "kind: what is done?");
        if (at < 0 || choice < 0) {
            throw new IllegalArgumentException(
                    kind + " at " + at + " with choice " + choice + ": neither may be negative");
        }
    }

    /** What can be done: faults, and from PUT on the requests of clients. */
    enum Kind {
        CUT_ONE_WAY,
        ISOLATE,
        ISOLATE_LEADER,
        PARTITION,
        HEAL,
        PAUSE,
        RESUME,
        STOP,
        SKEW,
        FIRE_TIMER,
        PUT,
        PUT_TWICE,
        DELETE,
        GET;

        boolean isFault() {
            return compareTo(PUT) < 0;
        }
    }

    Action faster(int times) {
        return new Action(at / times, kind, choice);
    }

    /** Does it. Requests go through the clients, who remember them. */
    void perform(SimulatedCluster cluster, Clients clients) {
        List<NodeId> nodes = cluster.nodes();
        NodeId node = nodes.get(choice % nodes.size());
        switch (kind) {
            case CUT_ONE_WAY -> cluster.cut(node, nodes.get(choice / nodes.size() % nodes.size()));
            case ISOLATE -> cluster.isolate(node);
            case ISOLATE_LEADER -> cluster.leader().ifPresent(cluster::isolate);
            case PARTITION -> cluster.partition(List.of(subset(nodes, choice)));
            case HEAL -> cluster.heal();
            case PAUSE -> cluster.pause(node);
            case RESUME -> cluster.resume(node);
            case STOP -> stopIfMajorityRemains(cluster, node);
            case SKEW -> cluster.skew(node, rate());
            case FIRE_TIMER -> cluster.fireTimer(node);
            case PUT -> clients.put(choice);
            case PUT_TWICE -> {
                clients.put(choice);
                clients.put(choice + 1);
            }
            case DELETE -> clients.delete(choice);
            case GET -> clients.get(choice);
        }
    }

    private static List<NodeId> subset(List<NodeId> nodes, int bits) {
        return IntStream.range(0, nodes.size())
                .filter(i -> (bits >> i & 1) == 1)
                .mapToObj(nodes::get)
                .toList();
    }

    private static void stopIfMajorityRemains(SimulatedCluster cluster, NodeId node) {
        long running = cluster.nodes().stream().filter(cluster::isRunning).count();
        if (running - 1 > cluster.nodes().size() / 2) cluster.stop(node);
    }

    /**
     * Draws a script in the way of swarm testing: each script leaves some kinds out altogether, so that the others can
     * go further than they would in a mixture of everything.
     */
    static List<Action> drawScript(Random random, Duration length) {
        List<Kind> faults = new ArrayList<>();
        List<Kind> requests = new ArrayList<>(List.of(Kind.PUT, Kind.PUT_TWICE, Kind.GET));
        for (Kind kind : Kind.values()) {
            boolean chosen = random.nextBoolean();
            if (chosen && kind.isFault()) faults.add(kind);
        }
        if (random.nextBoolean()) requests.add(Kind.DELETE);
        int lines = 10 + Seeds.below(70, random);
        double share = faults.isEmpty() ? 0 : 0.1 + 0.5 * random.nextDouble();
        List<Action> script = new ArrayList<>();
        long step = length.toNanos() / lines;
        for (int i = 0; i < lines; i++) {
            List<Kind> from = random.nextDouble() < share ? faults : requests;
            long at = step * i + (long) (random.nextDouble() * step);
            Kind kind = from.get(Seeds.below(from.size(), random));
            script.add(new Action(at, kind, Seeds.below(10_000, random)));
        }
        return script;
    }

    /** The action in words, in a cluster of these servers. */
    String describe(List<NodeId> nodes) {
        NodeId node = nodes.get(choice % nodes.size());
        return switch (kind) {
            case CUT_ONE_WAY -> "cut the way " + node + " → " + nodes.get(choice / nodes.size() % nodes.size());
            case ISOLATE -> "isolate " + node;
            case ISOLATE_LEADER -> "isolate the leader";
            case PARTITION -> "part " + subset(nodes, choice) + " from the others";
            case HEAL -> "heal the network";
            case PAUSE -> "pause " + node;
            case RESUME -> "resume " + node;
            case STOP -> "stop " + node + " if a majority remains";
            case SKEW -> String.format(Locale.ROOT, "let the clock of %s run at %.2f", node, rate());
            case FIRE_TIMER -> "let the timer of " + node + " fire";
            case PUT -> "put " + Clients.key(choice);
            case PUT_TWICE -> "put " + Clients.key(choice) + " and " + Clients.key(choice + 1);
            case DELETE -> "delete " + Clients.key(choice);
            case GET -> "get " + Clients.key(choice);
        };
    }

    private double rate() {
        return 0.5 + choice % 100 / 50.0;
    }
}
