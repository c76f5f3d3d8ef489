package raftbook.book.script.standin;

/** A future has ended with an exception, and somebody asks for its value. */
public class CompletionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CompletionException(Throwable cause) {
        super(cause);
    }
}
