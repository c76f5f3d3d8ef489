package raftbook.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for one thread. Many put, one takes, and it takes all that is there at once: the busier the thread, the
 * larger the batch, and the smaller the cost of each item.
 */
final class Mailbox<T> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition mail = lock.newCondition();
    private List<T> waiting = new ArrayList<>();
    private List<T> spare = new ArrayList<>();
    private boolean takerWaits;
    private boolean closed;

    /** Adds an item. False if the mailbox is closed, and the item will never be taken. */
    boolean put(T item) {
        lock.lock();
        try {
            if (closed) return false;
            waiting.add(item);
            if (takerWaits) mail.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes all items, waiting for the first at most so long; none if time ran out. The list is valid until the next call.
     */
    List<T> takeAll(long timeoutNanos) throws InterruptedException {
        lock.lock();
        try {
            long left = timeoutNanos;
            takerWaits = true;
            while (waiting.isEmpty() && !closed && left > 0) left = mail.awaitNanos(left);
            takerWaits = false;
            List<T> taken = waiting;
            spare.clear();
            waiting = spare;
            spare = taken;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Accepts nothing more; what is there can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            mail.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
