package raftbook.cluster;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import raftbook.raft.Input;
import raftbook.raft.Node;
import raftbook.raft.NodeId;
import raftbook.raft.Outbox;
import raftbook.raft.RaftMessage;
import raftbook.trace.Recorder;

/**
 * One server on its own thread: a loop that takes what is next in the mailbox, takes a step, and waits for mail or for the
 * time the server asked for. While it runs, only this thread touches the server.
 */
final class LiveNode<N extends Node> extends DrivenNode<N> {

    private final LongSupplier clock;
    private final Mailbox<Input<? super N>> mailbox = new Mailbox<>();
    private final Thread thread;
    private Consumer<N> farewell;
    private volatile String whyStopped = "stopped";
    /** Completed when the thread touches the server no more. */
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    LiveNode(NodeId id, N node, Recorder recorder, RpcClient rpc, LongSupplier clock, Sink sink) {
        super(id, node, recorder, rpc, clock, sink);
        this.clock = clock;
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
                mailbox.take(inputs(), Math.min(node().wakeAt() - clock.getAsLong(), LiveClock.TICK));
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

    private void windDown() {
        List<Input<? super N>> missed = untaken();
        mailbox.closeAndTakeAll(missed);
        end(farewell);
        ended.complete(null);
        missed.forEach(this::miss);
    }

    private void miss(Input<? super N> input) {
        input.miss(id() + " is " + whyStopped);
    }

    /** All servers share one clock, the cluster's. */
    @Override
    long toLocalTime(long traceTime) {
        return traceTime;
    }

    @Override
    long toTraceTime(long localTime) {
        return localTime;
    }

    @Override
    void receive(long messageId, NodeId from, RaftMessage message) {
        Input<N> mail = message(messageId, from, message);
        if (mailbox.putMessage(mail) == Mailbox.Put.CLOSED) miss(mail);
    }

    /** Puts a request into the mailbox. If that is full, or the server stopped, it is missed in the caller's thread. */
    @Override
    void hand(Input<? super N> request) {
        switch (mailbox.putRequest(request, Lanes.MOST_WAITING)) {
            case FULL -> request.turnAway(Lanes.full(id()));
            case CLOSED -> miss(request);
            case DONE -> {}
        }
    }

    /** Asks the server something, on its own thread, after all that was handed to it before; a stopped one answers from its last state. */
    <T> T ask(Function<N, T> question) {
        // A client's callback may ask; the thread that runs it must not wait for its own answer.
        if (Thread.currentThread() == thread) return question.apply(node());
        CompletableFuture<T> answer = new CompletableFuture<>();
        Input<N> input = new Input<>() {
            @Override
            public void reach(N server, long at, Outbox out) {
                answer.complete(question.apply(server));
            }

            @Override
            public void miss(String why) {
                ended.thenRun(() -> answer.complete(question.apply(node())));
            }
        };
        // Whoever asks waits, so questions are no flood: they are let in however many requests wait.
        if (mailbox.putRequest(input, Integer.MAX_VALUE) == Mailbox.Put.CLOSED) miss(input);
        return answer.join();
    }

    /** Ends the thread and waits until it has ended; a server that is stopped by its own thread ends right after. */
    @Override
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
