package raftbook.ratis;

import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.protocol.exceptions.AlreadyClosedException;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.ResourceUnavailableException;
import raftbook.metadata.OverloadedException;
import raftbook.metadata.UnknownOutcomeException;
import raftbook.raft.RefusedException;

/**
 * What Ratis' failures mean to whoever asked: that nothing was done, for certain, or that nobody knows.
 *
 * @param patience so long the client has waited
 */
record Failures(Group group, Duration patience) {

    /**
     * Whether a try failed in such a way that nothing can have been done: nobody listens there, say. That somebody is not the leader
     * does not say so: it may have been when it took the request in, and the entry may outlive its office.
     */
    static boolean isCertain(Throwable why) {
        for (Throwable each = why; each != null; each = each.getCause()) {
            if (each instanceof ConnectException || each instanceof LeaderNotReadyException || isUnsent(each))
                return true;
        }
        return false;
    }

    /**
     * Ratis has found its connection closed before it sent anything. It says the same, of the same type, where one breaks later; only the
     * place tells them apart. Where a trace is missing, or the place has moved, the outcome is unknown, which is never wrong.
     */
    private static boolean isUnsent(Throwable why) {
        StackTraceElement[] trace = why.getStackTrace();
        return why instanceof AlreadyClosedException
                && trace.length > 0
                && trace[0].getMethodName().equals("onNext")
                && trace[0].getClassName().endsWith("$AsyncStreamObservers");
    }

    RefusedException ofRead(Throwable why) {
        RefusedException meaning =
                new RefusedException("none of " + group.servers() + " has answered within " + patience + ": "
                        + innermost(why)
                        + ". Nothing was read. Are a majority of the servers running, and are these their addresses?");
        meaning.initCause(why);
        return meaning;
    }

    /** @param doubtful whether a try of this write, or of another at the same time, failed otherwise than for certain */
    RuntimeException ofWrite(Throwable why, boolean doubtful) {
        RuntimeException meaning = meaning(why, doubtful);
        meaning.initCause(why);
        return meaning;
    }

    private RuntimeException meaning(Throwable why, boolean doubtful) {
        if (!doubtful && why instanceof ResourceUnavailableException)
            return new OverloadedException(innermost(why) + ": send it again when less is under way");
        if (!doubtful && isCertain(why)) {
            return new RefusedException("none of " + group.servers() + " has taken it in: " + innermost(why)
                    + ". Nothing was done. Are a majority of the servers running, and are these their addresses?");
        }
        String end = why instanceof TimeoutException ? "no answer within " + patience : "no answer";
        return new UnknownOutcomeException(
                end + " (" + innermost(why) + "): it may have been done, or may still be; read the key to find out");
    }

    private static String innermost(Throwable why) {
        Throwable innermost = why;
        while (innermost.getCause() != null) innermost = innermost.getCause();
        return String.valueOf(innermost.getMessage() == null ? innermost : innermost.getMessage())
                .lines()
                .findFirst()
                .orElse("");
    }

    /** What a future has ended with, without what futures wrap around it. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
