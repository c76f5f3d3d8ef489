package raftbook.raft;

/** A request that was turned down: it has certainly not been done, and never will be. */
public class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message the input, the rule it breaks, and what to do instead */
    public RefusedException(String message) {
        super(message);
    }
}
