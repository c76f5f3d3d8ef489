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
    private volatile boolean closed;

    /** Adds an item. False if the mailbox is closed, and the item will never be taken. */
    boolean put(T item) {
        lock.lock();
        try {
            if (closed) return false;
            waiting.add(item);
            if (takerWaits) {
                // Once is enough: what else comes before the taker is up will be there when it is.
                takerWaits = false;
                mail.signal();
            }
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
            while (waiting.isEmpty() && !closed && left > 0) {
                takerWaits = true;
                left = mail.awaitNanos(left);
            }
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
        return closed;
    }
}
