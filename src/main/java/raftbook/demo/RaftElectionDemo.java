package raftbook.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import raftbook.cluster.Cluster;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.LiveCluster;
import raftbook.cluster.NodeState;
import raftbook.cluster.StateTable;
import raftbook.metadata.Done;
import raftbook.metadata.MetadataService;
import raftbook.metadata.UnknownOutcomeException;
import raftbook.raft.NodeId;
import raftbook.raft.NotLeaderException;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RefusedException;
import raftbook.raft.Rules;

/**
 * Three servers in this JVM elect a leader, replicate, lose the leader, elect another, and go on. At each step the demo
 * prints what every server knows; at the end it exits with 1 unless all that still run have converged. In mode local
 * it shows instead how a write is lost that was acknowledged.
 */
public final class RaftElectionDemo {

    private static final String LOST = "/config/service/c";

    private final Cluster cluster;
    private final PrintStream out;
    private int step;

    /** The demo on this cluster, which the caller closes; what it has to say goes to {@code out}. */
    public RaftElectionDemo(Cluster cluster, PrintStream out) {
        this.cluster = cluster;
        this.out = out;
    }

    /** {@code --mode=quorum}, the default, follows the paper; {@code --mode=local} commits locally and ships whole logs, and loses a write. */
    public static void main(String... args) {
        System.exit(run(System.out, args));
    }

    /** Runs the demo and returns its exit status: 0 if it went as told, 1 if not, 2 for an argument it does not know. */
    public static int run(PrintStream out, String... args) {
        String mode = args.length == 0 ? "--mode=quorum" : args[0];
        if (args.length > 1 || !List.of("--mode=quorum", "--mode=local").contains(mode)) {
            out.println("arguments " + List.of(args) + ": use --mode=quorum (the default) or --mode=local;"
                    + " with Maven, mvn -Pdemo -Dmode=local");
            return 2;
        }
        Rules rules = mode.endsWith("local") ? Rules.LOCAL : Rules.PAPER;
        try (Cluster cluster = new LiveCluster(ClusterConfig.of(3).with(RaftConfig.DEFAULT.with(rules)))) {
            RaftElectionDemo demo = new RaftElectionDemo(cluster, out);
            boolean asItMust = mode.endsWith("local") ? demo.runUntilLoss() : demo.run();
            return asItMust ? 0 : 1;
        }
    }

    /** Runs the five steps and tells whether the nodes that still run agree in the end. */
    public boolean run() {
        electLeader();
        if (!replicate()) return false;
        keepCalm();
        loseLeader();
        return replicateAgain();
    }

    /** The first three steps, and then what mode local cannot survive. Tells whether the loss came about. */
    public boolean runUntilLoss() {
        electLeader();
        if (!replicate()) return false;
        keepCalm();
        return loseWrite(acknowledgeAlone());
    }

    /** Step 1: of three equal servers, one comes to lead. */
    public void electLeader() {
        NodeId leader = cluster.awaitLeader();
        show("Initial leader election", leader + " leads.");
    }

    /** Step 2: two writes reach every server. Tells whether they have. */
    public boolean replicate() {
        write("PUT /config/service/a = v1", node -> node.putMetadata("/config/service/a", "v1"));
        write("PUT /config/service/b = v2", node -> node.putMetadata("/config/service/b", "v2"));
        return converge("First metadata replication", "All nodes have the same log and metadata.");
    }

    /** Step 3: for a second nothing happens, which is what heartbeats are for. */
    public void keepCalm() {
        NodeId leader = cluster.awaitLeader();
        long term = cluster.state(leader).term();
        cluster.runFor(Duration.ofSeconds(1));
        boolean calm = cluster.state(leader).leads() && cluster.state(leader).term() == term;
        String verdict = leader + " still leads term " + term + ": its heartbeats keep the others calm.";
        show("Heartbeat stability", calm ? verdict : "The leader changed; a heavily loaded machine can cause that.");
    }

    /** Step 4: the leader is stopped, and the others elect another. */
    public void loseLeader() {
        NodeId stopped = cluster.awaitLeader();
        cluster.stop(stopped);
        NodeId successor = cluster.awaitLeader();
        show("Leader failure and re-election", stopped + " was stopped; " + successor + " leads a higher term.");
    }

    /** Step 5: two more writes, at the new leader. Tells whether they have reached all that still run. */
    public boolean replicateAgain() {
        write("PUT /config/service/c = v3", node -> node.putMetadata("/config/service/c", "v3"));
        write("DELETE /config/service/a", node -> node.deleteMetadata("/config/service/a"));
        return converge("Second metadata replication", "All running nodes have the same log and metadata.");
    }

    /** Step 4 of mode local: a leader that nobody hears acknowledges a write all the same. Returns that leader. */
    public NodeId acknowledgeAlone() {
        while (true) {
            NodeId alone = cluster.awaitLeader();
            cluster.isolate(alone);
            try {
                cluster.await(cluster.node(alone).putMetadata(LOST, "v3"));
                show("A write without a majority", alone + " is cut off, and yet says of PUT " + LOST + " = v3: done.");
                return alone;
            } catch (RefusedException | UnknownOutcomeException deposed) {
                cluster.heal();
            }
        }
    }

    /** Step 5 of mode local: that leader dies, and what it acknowledged dies with it. Tells whether it is lost. */
    public boolean loseWrite(NodeId acknowledged) {
        cluster.stop(acknowledged);
        cluster.heal();
        while (true) {
            NodeId successor = cluster.awaitLeader();
            try {
                boolean lost =
                        cluster.await(cluster.node(successor).getMetadata(LOST)).isEmpty();
                String verdict = acknowledged + " was stopped; " + successor + " leads, and GET " + LOST + " finds "
                        + (lost ? "nothing: the write that was done is LOST." : "it.");
                show("Leader failure", verdict);
                return lost;
            } catch (RefusedException | UnknownOutcomeException deposed) {
                out.println("   " + deposed.getMessage());
            }
        }
    }

    /**
     * Asks the leader, and asks the next one if that has just been deposed. What was refused can safely be repeated; so
     * can these writes if their outcome is unknown, but only because this demo is the only client: with nobody in between,
     * doing one twice leaves the same metadata.
     */
    private void write(String what, Function<MetadataService, CompletableFuture<Done>> request) {
        while (true) {
            NodeId leader = cluster.awaitLeader();
            try {
                Done done = cluster.await(request.apply(cluster.node(leader)));
                out.println("   " + what + "  at " + leader + ": entry " + done.index() + " of term " + done.term());
                return;
            } catch (NotLeaderException deposed) {
                out.println("   " + deposed.getMessage());
            } catch (UnknownOutcomeException inFlight) {
                out.println("   " + what + "  at " + leader + ": outcome unknown, repeated. " + inFlight.getMessage());
            }
        }
    }

    private boolean converge(String title, String agreed) {
        boolean converged = true;
        try {
            cluster.awaitConvergence();
        } catch (IllegalStateException stillDifferent) {
            converged = false;
        }
        show(title, converged ? agreed : "The nodes DIFFER.");
        return converged;
    }

    private void show(String title, String verdict) {
        out.println();
        out.println(++step + ". " + title + ". " + verdict);
        out.println();
        for (NodeState state : cluster.states()) out.print(describe(state).indent(3));
        out.println();
    }

    private static String describe(NodeState state) {
        String role = state.running() ? state.role().name() : "STOPPED";
        List<List<String>> log = new ArrayList<>();
        log.add(List.of("", "index", "term", "command"));
        for (int i = 0; i < state.log().size(); i++) {
            RaftLogEntry entry = state.log().get(i);
            String mark = i < state.commitIndex() ? "" : "  (not known to be committed)";
            log.add(List.of("", Integer.toString(i + 1), Long.toString(entry.term()), entry.commandText() + mark));
        }
        return state.id() + "  " + role + "  term " + state.term() + "  commitIndex " + state.commitIndex()
                + "  lastApplied " + state.lastApplied() + "\n" + StateTable.align(log) + "  metadata "
                + StateTable.store(state.store()) + "\n";
    }
}
