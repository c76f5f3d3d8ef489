package raftbook.book.script.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A value that is still to come, where there is one thread: nobody can wait for it. */
public class CompletableFuture<T> {
    private final List<BiConsumer<? super T, ? super Throwable>> waiting = new ArrayList<>();
    private boolean done;
    private T value;
    private Throwable failure;

    public static <T> CompletableFuture<T> supplyAsync(Supplier<T> work, Executor executor) {
        CompletableFuture<T> next = new CompletableFuture<>();
        executor.execute(() -> next.complete(work.get()));
        return next;
    }

    public boolean isDone() {
        return done;
    }

    public boolean complete(T result) {
        return end(result, null);
    }

    public boolean completeExceptionally(Throwable problem) {
        return end(null, problem);
    }

    private boolean end(T result, Throwable problem) {
        if (done) return false;
        done = true;
        value = result;
        failure = problem;
        // The JDK's tells the last first.
        for (int i = waiting.size() - 1; i >= 0; i--) waiting.get(i).accept(result, problem);
        waiting.clear();
        return true;
    }

    public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
        CompletableFuture<T> next = new CompletableFuture<>();
        tell((result, problem) -> {
            Throwable thrown = thrown(() -> action.accept(result, problem));
            next.end(result, problem == null ? thrown : problem);
        });
        return next;
    }

    public CompletableFuture<Void> thenAccept(Consumer<? super T> action) {
        CompletableFuture<Void> next = new CompletableFuture<>();
        tell((result, problem) -> next.end(null, problem == null ? thrown(() -> action.accept(result)) : problem));
        return next;
    }

    /** What a listener throws ends the future that it was given, and troubles nobody else. */
    private static Throwable thrown(Runnable listener) {
        try {
            listener.run();
            return null;
        } catch (RuntimeException | Error thrown) {
            return thrown;
        }
    }

    private void tell(BiConsumer<? super T, ? super Throwable> listener) {
        if (done) listener.accept(value, failure);
        else waiting.add(listener);
    }

    public T join() {
        if (!done) throw new IllegalStateException("nothing comes while the page's only thread waits");
        if (failure != null) throw new CompletionException(failure);
        return value;
    }
}
