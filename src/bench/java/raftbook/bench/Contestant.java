package raftbook.bench;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A replicated store in one JVM, seen through what the benchmark asks of all of them. */
interface Contestant extends AutoCloseable {

    /** Sets a value; completes once it is replicated and applied. */
    CompletableFuture<?> put(String key, String value);

    /** Reads a value linearizably. The limits, which have no such thing, refuse. */
    default CompletableFuture<?> get(String key) {
        throw new UnsupportedOperationException("this limit only knows puts");
    }

    /** Ends the leader and returns at once; later requests go to whoever takes over, and may fail until then. */
    default void stopLeader() {
        throw new UnsupportedOperationException("this limit elects nobody");
    }

    /** The leader's term, which rises if there is an election; 0 where there are no terms. */
    default long term() {
        return 0;
    }

    @Override
    void close();

    /** A way to start one, with the name it goes by in the results. */
    record Entry(String name, Supplier<Contestant> starter) {
        Contestant start() {
            return starter.get();
        }
    }

    /** This library, three servers, as it comes. */
    Entry OURS = new Entry("raftbook", () -> new RaftbookContestant(3));

    /** MicroRaft 0.7, three servers. */
    Entry MICRO_RAFT = new Entry("MicroRaft", () -> new MicroRaftContestant(3));

    /** What three threads that hand batches to each other can do, without Raft. */
    Entry HAND_OFF = new Entry("hand-off", HandOffLimit::new);

    /** What one thread can do that does the work of three replicas. */
    Entry SINGLE_THREAD = new Entry("single thread", SingleThreadLimit::new);
}
