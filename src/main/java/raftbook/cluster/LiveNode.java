package raftbook.cluster;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import raftbook.raft.Input;
import raftbook.raft.Node;
import raftbook.raft.NodeId;
import raftbook.raft.Outbox;
import raftbook.raft.RaftMessage;
import raftbook.trace.Recorder;
import raftbook.trace.TraceEvent;

/**
 * One server on its own thread: a loop that takes what is in the mailbox, hands it to the server, lets it advance, and
 * waits for mail or for the time the server asked for. Only this thread ever touches the server.
 */
final class LiveNode<N extends Node> {

    /** So many inputs are taken in before the server advances: enough to batch, too few to make a heartbeat late. */
    private static final int INPUTS_PER_ADVANCE = 1024;

    private final NodeId id;
    private final N node;
    private final Recorder recorder;
    private final RpcClient rpc;
    private final LongSupplier clock;
    private final Consumer<TraceEvent> sink;
    private final Mailbox<Input<N>> mailbox = new Mailbox<>();
    private final Thread thread;
    private final Outbox outbox = this::send;
    /** When the current step began; all of it happens at this one moment. */
    private long now;

    /** What was taken from the mailbox last, and how much of that the server has taken in. */
    private List<Input<N>> inputs = List.of();

    private int next;
    private Consumer<N> farewell;
    private volatile boolean running = true;
    private volatile String whyStopped = "stopped";
    /** Completed when the thread touches the server no more. */
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    LiveNode(NodeId id, N node, Recorder recorder, RpcClient rpc, LongSupplier clock, Consumer<TraceEvent> sink) {
        this.id = id;
        this.node = node;
        this.recorder = recorder;
        this.rpc = rpc;
        this.clock = clock;
        this.sink = sink;
        this.thread = new Thread(this::run, "raft-" + id);
        thread.setDaemon(true);
    }

    /** @param leaveTaking is shown the server when its thread ends, for whatever reason */
    void start(Consumer<N> leaveTaking) {
        farewell = leaveTaking;
        thread.start();
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

    private void step(List<Input<N>> all) {
        inputs = all;
        next = 0;
        do {
            int end = Math.min(inputs.size(), next + INPUTS_PER_ADVANCE);
            now = clock.getAsLong();
            for (; next < end; next++) inputs.get(next).reach(node, now, outbox);
            node.advance(now, outbox);
            observe();
        } while (next < inputs.size());
    }

    private void observe() {
        recorder.observe(now, LongUnaryOperator.identity(), sink);
    }

    /**
     * A message leaves at once, so that its receiver need not wait while this server applies what is committed; but only
     * after all that it speaks of has been seen to happen.
     */
    private void send(NodeId to, RaftMessage message) {
        observe();
        rpc.send(id, to, message);
    }

    private void windDown() {
        mailbox.close();
        running = false;
        farewell.accept(node);
        ended.complete(null);
        // A bug may have ended the loop halfway through its mail.
        inputs.subList(next, inputs.size()).forEach(this::miss);
        try {
            for (Input<N> input : mailbox.takeAll(0)) miss(input);
        } catch (InterruptedException alreadyStopping) {
            Thread.currentThread().interrupt();
        }
        sink.accept(new TraceEvent.NodeFault(clock.getAsLong(), id, TraceEvent.NodeFault.Kind.STOPPED));
    }

    private void miss(Input<N> input) {
        input.miss(id + " is " + whyStopped);
    }

    /** Puts something into the mailbox. If the server is stopped it is missed at once, in the caller's thread. */
    void hand(Input<N> input) {
        if (!mailbox.put(input)) miss(input);
    }

    /** A message arrives. */
    void receive(long messageId, NodeId from, RaftMessage message) {
        hand(new Input<>() {
            @Override
            public void reach(N server, long at, Outbox out) {
                sink.accept(new TraceEvent.Received(at, messageId, from, id, message));
                server.receive(at, from, message, out);
            }

            @Override
            public void miss(String why) {
                sink.accept(new TraceEvent.Lost(clock.getAsLong(), messageId, from, id, message, why));
            }
        });
    }

    /** Asks the server something, on its own thread; a stopped one answers from its last state. */
    <T> T ask(Function<N, T> question) {
        // A client's callback may ask; the thread that runs it must not wait for its own answer.
        if (Thread.currentThread() == thread) return question.apply(node);
        CompletableFuture<T> answer = new CompletableFuture<>();
        hand(new Input<>() {
            @Override
            public void reach(N server, long at, Outbox out) {
                answer.complete(question.apply(server));
            }

            @Override
            public void miss(String why) {
                ended.thenRun(() -> answer.complete(question.apply(node)));
            }
        });
        return answer.join();
    }

    boolean isRunning() {
        return running;
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
