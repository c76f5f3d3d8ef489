package raftbook.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import raftbook.metadata.MetadataCommand;
import raftbook.metadata.MetadataStore;

/**
 * What threads and queues allow: a leader and two followers that hand batches over, count one acknowledgement as a
 * majority, and know nothing of Raft. Whatever drains a queue takes all that is there.
 */
final class HandOffLimit implements Contestant {

    private record Request(byte[] command, CompletableFuture<Long> answer) {}

    private record Ack(int upTo) {}

    private interface Loop {
        void turn() throws InterruptedException;
    }

    private final BlockingQueue<Object> leaderInbox = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    HandOffLimit() {
        Follower first = new Follower();
        Follower second = new Follower();
        start("hand-off-follower-1", first);
        start("hand-off-follower-2", second);
        start("hand-off-leader", new Leader(List.of(first.inbox, second.inbox)));
    }

    private void start(String name, Loop loop) {
        Thread thread = new Thread(() -> runUntilInterrupted(loop), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private static void runUntilInterrupted(Loop loop) {
        try {
            while (true) loop.turn();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Leader implements Loop {
        private final List<BlockingQueue<List<byte[]>>> followers;
        private final List<Object> inputs = new ArrayList<>();
        private final List<byte[]> log = new ArrayList<>();
        private final MetadataStore store = new MetadataStore();
        private final Queue<CompletableFuture<Long>> waiting = new ArrayDeque<>();
        private int committed;
        private int applied;

        Leader(List<BlockingQueue<List<byte[]>>> followers) {
            this.followers = followers;
        }

        @Override
        public void turn() throws InterruptedException {
            inputs.clear();
            inputs.add(leaderInbox.take());
            leaderInbox.drainTo(inputs);
            List<byte[]> batch = new ArrayList<>(inputs.size());
            for (Object input : inputs) {
                if (input instanceof Request request) {
                    log.add(request.command);
                    batch.add(request.command);
                    waiting.add(request.answer);
                } else {
                    committed = Math.max(committed, ((Ack) input).upTo);
                }
            }
            if (!batch.isEmpty()) for (BlockingQueue<List<byte[]>> follower : followers) follower.put(batch);
            while (applied < committed) {
                store.apply(applied + 1, log.get(applied));
                waiting.remove().complete((long) ++applied);
            }
        }
    }

    private final class Follower implements Loop {
        private final BlockingQueue<List<byte[]>> inbox = new LinkedBlockingQueue<>();
        private final List<List<byte[]>> batches = new ArrayList<>();
        private final List<byte[]> log = new ArrayList<>();
        private final MetadataStore store = new MetadataStore();

        @Override
        public void turn() throws InterruptedException {
            batches.clear();
            batches.add(inbox.take());
            inbox.drainTo(batches);
            for (List<byte[]> batch : batches) {
                for (byte[] command : batch) {
                    log.add(command);
                    store.apply(log.size(), command);
                }
                leaderInbox.put(new Ack(log.size()));
            }
        }
    }

    @Override
    public CompletableFuture<?> put(String key, String value) {
        byte[] command = new MetadataCommand.Put(key, value).encode();
        CompletableFuture<Long> answer = new CompletableFuture<>();
        leaderInbox.add(new Request(command, answer));
        return answer;
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
