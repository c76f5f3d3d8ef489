package raftbook.metadata;

/**
 * Nobody can say whether the request took effect. It was on its way when the leader lost its office, when time ran out,
 * or when the node closed; it may have been committed, and if not it still may be. Whoever retries must expect that it
 * happens twice.
 */
public final class UnknownOutcomeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message what happened, and what the caller can do */
    public UnknownOutcomeException(String message) {
        super(message);
    }
}
