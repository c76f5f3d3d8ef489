package raftbook.cluster;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import raftbook.metadata.MetadataNode;
import raftbook.metadata.MetadataRequest;
import raftbook.metadata.MetadataService;
import raftbook.raft.NodeId;
import raftbook.raft.Outbox;
import raftbook.raft.RaftMessage;
import raftbook.raft.RefusedException;
import raftbook.trace.FlightRecorder;
import raftbook.trace.NodeRecorder;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;

/**
 * One server on its own thread: a loop that takes what is in the mailbox, hands it to the server, lets it advance, and
 * waits for mail or for the time the server asked for. Only this thread ever touches the server.
 */
final class LiveNode implements MetadataService {

    /** So many inputs are taken in before the server advances: enough to batch, too few to make a heartbeat late. */
    private static final int INPUTS_PER_ADVANCE = 1024;

    /** What a mailbox holds besides requests. A request is its own envelope: at a million a second a wrapper shows. */
    private sealed interface Input {
        record Arrival(long id, NodeId from, RaftMessage message) implements Input {}

        record Inspection(CompletableFuture<NodeState> answer) implements Input {}
    }

    private final MetadataNode node;
    private final NodeId id;
    private final RpcClient rpc;
    private final LongSupplier clock;
    private final Trace trace;
    private final NodeRecorder recorder;
    private final Mailbox<Object> mailbox = new Mailbox<>();
    private final CompletableFuture<NodeState> lastState = new CompletableFuture<>();
    private final Thread thread;
    private final Outbox outbox = this::send;
    /** When the current step began; all of it happens at this one moment. */
    private long now;

    /** What was taken from the mailbox last, and how much of that the server has taken in. */
    private List<Object> inputs = List.of();

    private int next;
    private volatile String whyStopped = "stopped";

    LiveNode(MetadataNode node, RpcClient rpc, LongSupplier clock, Trace trace) {
        this.node = node;
        this.rpc = rpc;
        this.id = node.raft().id();
        this.clock = clock;
        this.trace = trace;
        this.recorder = new NodeRecorder(node.raft(), t -> t, this::record);
        this.thread = new Thread(this::run, "raft-" + id);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void record(TraceEvent event) {
        trace.record(event);
        FlightRecorder.emit(event);
    }

    private void run() {
        try {
            step(List.of());
            while (!mailbox.isClosed()) {
                step(mailbox.takeAll(Math.min(node.wakeAt() - clock.getAsLong(), LiveClock.TICK)));
            }
        } catch (InterruptedException interrupted) {
            whyStopped = "stopped: its thread was interrupted";
        } catch (RuntimeException | Error bug) {
            whyStopped = "stopped by a bug, " + bug;
            thread.getUncaughtExceptionHandler().uncaughtException(thread, bug);
        } finally {
            windDown();
        }
    }

    private void step(List<Object> all) {
        inputs = all;
        next = 0;
        do {
            int end = Math.min(inputs.size(), next + INPUTS_PER_ADVANCE);
            now = clock.getAsLong();
            for (; next < end; next++) take(inputs.get(next));
            node.advance(now, outbox);
            recorder.observe(now);
        } while (next < inputs.size());
    }

    /**
     * A message leaves at once, so that its receiver need not wait while this server applies what is committed; but only
     * after all that it speaks of has been seen to happen.
     */
    private void send(NodeId to, RaftMessage message) {
        recorder.observe(now);
        rpc.send(id, to, message);
    }

    private void take(Object input) {
        if (input instanceof MetadataRequest request) {
            node.submit(now, request);
        } else if (input instanceof Input.Arrival mail) {
            trace.record(new TraceEvent.Received(now, mail.id, mail.from, id, mail.message));
            node.receive(now, mail.from, mail.message, outbox);
        } else if (input instanceof Input.Inspection inspection) {
            inspection.answer.complete(NodeState.of(node, true));
        }
    }

    private void windDown() {
        mailbox.close();
        lastState.complete(NodeState.of(node, false));
        node.giveUp(id + " was stopped while this was under way; ask the next leader what became of it");
        // A bug may have ended the loop halfway through its mail.
        inputs.subList(next, inputs.size()).forEach(this::refuse);
        try {
            for (Object input : mailbox.takeAll(0)) refuse(input);
        } catch (InterruptedException alreadyStopping) {
            Thread.currentThread().interrupt();
        }
        trace.record(new TraceEvent.NodeFault(clock.getAsLong(), id, TraceEvent.NodeFault.Kind.STOPPED));
    }

    private void refuse(Object input) {
        if (input instanceof MetadataRequest request) {
            request.refuse(new RefusedException(id + " is " + whyStopped + ": ask another node"));
        } else if (input instanceof Input.Inspection inspection) {
            lastState.thenAccept(inspection.answer::complete);
        }
    }

    @Override
    public void submit(MetadataRequest request) {
        if (!mailbox.put(request)) refuse(request);
    }

    /** False if the server is stopped, and the message lost. */
    boolean deliver(long messageId, NodeId from, RaftMessage message) {
        return mailbox.put(new Input.Arrival(messageId, from, message));
    }

    NodeState state() {
        // A client's callback may ask; the thread that runs it must not wait for its own answer.
        if (Thread.currentThread() == thread) return NodeState.of(node, !lastState.isDone());
        Input.Inspection inspection = new Input.Inspection(new CompletableFuture<>());
        if (!mailbox.put(inspection)) refuse(inspection);
        return inspection.answer.join();
    }

    /** Ends the thread and waits until it has ended; a server that is stopped by its own thread ends right after. */
    void stop() {
        mailbox.close();
        boolean interrupted = false;
        while (Thread.currentThread() != thread && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException finishFirst) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
