package raftbook.cluster;

import java.util.ArrayList;
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
 * One server on its own thread: a loop that takes what is next in the mailbox, hands it to the server, lets it advance,
 * sends what came of it, and waits for mail or for the time the server asked for. Only this thread ever touches the server.
 */
final class LiveNode<N extends Node> {

    private final NodeId id;
    private final N node;
    private final Recorder recorder;
    private final RpcClient rpc;
    private final LongSupplier clock;
    private final Consumer<TraceEvent> sink;
    private final Mailbox<Input<N>> mailbox = new Mailbox<>();
    private final Thread thread;
    private final Outgoing outbox = new Outgoing();
    /** When the current step began; all of it happens at this one moment. */
    private long now;

    /** What was taken from the mailbox last, and how much of that the server has taken in. */
    private final List<Input<N>> inputs = new ArrayList<>();

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
            step();
            while (!mailbox.isClosed()) {
                mailbox.take(inputs, Math.min(node.wakeAt() - clock.getAsLong(), LiveClock.TICK));
                step();
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

    /** What a message or an answer speaks of has happened, and been recorded, before it leaves. */
    private void step() {
        now = clock.getAsLong();
        for (; next < inputs.size(); next++) inputs.get(next).reach(node, now, outbox);
        inputs.clear();
        next = 0;
        node.advance(now, outbox);
        observe();
        outbox.flush(id, rpc);
    }

    private void observe() {
        recorder.observe(now, LongUnaryOperator.identity(), sink);
    }

    private void windDown() {
        // A bug may have ended the loop halfway through a step.
        List<Input<N>> missed = new ArrayList<>(inputs.subList(next, inputs.size()));
        mailbox.closeAndTakeAll(missed);
        observe();
        running = false;
        sink.accept(new TraceEvent.NodeFault(clock.getAsLong(), id, TraceEvent.NodeFault.Kind.STOPPED));
        outbox.giveAnswers();
        farewell.accept(node);
        ended.complete(null);
        missed.forEach(this::miss);
    }

    private void miss(Input<N> input) {
        input.miss(id + " is " + whyStopped);
    }

    /** Puts a request into the mailbox. If that is full, or the server stopped, it is missed at once, in the caller's thread. */
    void hand(Input<N> request) {
        switch (mailbox.putRequest(request, Lanes.MOST_WAITING)) {
            case FULL -> request.turnAway(Lanes.full(id));
            case CLOSED -> miss(request);
            case DONE -> {}
        }
    }

    /** A message arrives. */
    void receive(long messageId, NodeId from, RaftMessage message) {
        Input<N> mail = new Input<>() {
            @Override
            public void reach(N server, long at, Outbox out) {
                sink.accept(new TraceEvent.Received(at, messageId, from, id, message));
                server.receive(at, from, message, out);
            }

            @Override
            public void miss(String why) {
                sink.accept(new TraceEvent.Lost(clock.getAsLong(), messageId, from, id, message, why));
            }
        };
        if (mailbox.putMessage(mail) == Mailbox.Put.CLOSED) miss(mail);
    }

    /** Asks the server something, on its own thread, after all that was handed to it before; a stopped one answers from its last state. */
    <T> T ask(Function<N, T> question) {
        // A client's callback may ask; the thread that runs it must not wait for its own answer.
        if (Thread.currentThread() == thread) return question.apply(node);
        CompletableFuture<T> answer = new CompletableFuture<>();
        Input<N> input = new Input<>() {
            @Override
            public void reach(N server, long at, Outbox out) {
                answer.complete(question.apply(server));
            }

            @Override
            public void miss(String why) {
                ended.thenRun(() -> answer.complete(question.apply(node)));
            }
        };
        // Whoever asks waits, so questions are no flood: they are let in however many requests wait.
        if (mailbox.putRequest(input, Integer.MAX_VALUE) == Mailbox.Put.CLOSED) miss(input);
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
