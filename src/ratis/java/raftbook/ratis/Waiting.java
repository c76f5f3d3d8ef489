package raftbook.ratis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.protocol.Message;
import raftbook.metadata.Changes;
import raftbook.metadata.MetadataStore;
import raftbook.raft.RefusedException;

/** The watchers of one server that wait for something to happen. Used under the store's lock alone. */
final class Waiting {

    /** So long a watch waits, in nanoseconds, until it is told that nothing has happened, and asks again. */
    static final long LONGEST = Duration.ofSeconds(1).toNanos();

    /** So many may wait at one server. */
    static final int MOST = 1 << 16;

    private static final class Watcher {
        final Question question;
        final long deadline = System.nanoTime() + LONGEST;
        final CompletableFuture<Message> answer = new CompletableFuture<>();
        /** Nothing has happened up to here. */
        long after;

        Watcher(Question question) {
            this.question = question;
            this.after = question.number();
        }

        boolean lookAgain(MetadataStore store) {
            try {
                Changes changes = store.changesAfter(after, question.path());
                after = changes.upTo();
                return !changes.changes().isEmpty() && answer.complete(Answers.changes(changes));
            } catch (RefusedException refused) {
                return answer.complete(Answers.refused(refused));
            }
        }
    }

    private final List<Watcher> watchers = new ArrayList<>();

    CompletableFuture<Message> add(Question question, MetadataStore store) {
        Watcher watcher = new Watcher(question);
        if (!watcher.lookAgain(store)) {
            if (watchers.size() >= MOST)
                throw new RefusedException(MOST + " watchers wait at this server: ask again later");
            watchers.add(watcher);
        }
        return watcher.answer;
    }

    void advance(MetadataStore store) {
        if (!watchers.isEmpty()) watchers.removeIf(watcher -> watcher.lookAgain(store));
    }

    void endOverdue() {
        long now = System.nanoTime();
        watchers.removeIf(watcher -> watcher.deadline - now <= 0
                && watcher.answer.complete(Answers.changes(new Changes(watcher.after, List.of()))));
    }
}
