package raftbook.book.script.standin;

import java.util.concurrent.ExecutionException;

/** What an {@link ExecutorService} would give. */
public interface Future<T> {
    T get() throws InterruptedException, ExecutionException;
}
