package raftbook.cluster;

import java.util.Collection;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for one thread. Many put, one takes, and it takes much at once: the busier the thread, the larger the batch,
 * and the smaller the cost of each item.
 */
final class Mailbox<T> {

    /** What became of an item. */
    enum Put {
        /** It waits, and will be taken. */
        DONE,
        /** Too many wait already. */
        FULL,
        /** Nothing is accepted any more. */
        CLOSED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition mail = lock.newCondition();
    private final Lanes<T> lanes = new Lanes<>();
    private boolean takerWaits;
    private volatile boolean closed;
    /** Somebody was turned away since the last fetch. A flood that sees this does not fight for the lock. */
    private volatile boolean full;

    /** Adds a message, ahead of all requests. */
    Put putMessage(T message) {
        lock.lock();
        try {
            if (closed) return Put.CLOSED;
            lanes.addMessage(message);
            wakeTaker();
            return Put.DONE;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a request behind the others, unless so many wait already. */
    Put putRequest(T request, int mostWaiting) {
        if (full && mostWaiting == Lanes.MOST_WAITING) return Put.FULL;
        lock.lock();
        try {
            if (closed) return Put.CLOSED;
            if (lanes.addRequest(request, mostWaiting)) {
                wakeTaker();
                return Put.DONE;
            }
            full = true;
            return Put.FULL;
        } finally {
            lock.unlock();
        }
    }

    private void wakeTaker() {
        if (!takerWaits) return;
        // Once is enough: what else comes before the taker is up will be there when it is.
        takerWaits = false;
        mail.signal();
    }

    /** Takes what is next, waiting for something at most so long; nothing if time ran out. */
    void take(Collection<? super T> taken, long timeoutNanos) throws InterruptedException {
        lock.lock();
        try {
            long left = timeoutNanos;
            while (lanes.isEmpty() && !closed && left > 0) {
                takerWaits = true;
                left = mail.awaitNanos(left);
            }
            takerWaits = false;
            lanes.fetch();
            full = false;
        } finally {
            lock.unlock();
        }
        lanes.moveTo(taken);
    }

    /** Accepts nothing more, and takes what is left. */
    void closeAndTakeAll(Collection<? super T> taken) {
        lock.lock();
        try {
            close();
            lanes.moveAllTo(taken);
        } finally {
            lock.unlock();
        }
    }

    /** Accepts nothing more; what is there can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            full = false;
            mail.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }
}
