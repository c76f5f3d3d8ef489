package raftbook.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What waits for a server, in two lanes. Messages between servers are few, and an election follows if they come late;
 * requests may come in any number. So messages go first, all of them, and requests follow, some at a time.
 */
final class Lanes<T> {

    /** So many requests may wait at a server; what comes beyond that is turned away. */
    static final int MOST_WAITING = 1 << 16;

    /** So many requests are taken in before a server advances and looks for messages again: enough to batch. */
    static final int REQUESTS_AT_ONCE = 1024;

    private List<T> messages = new ArrayList<>();
    private List<T> requests = new ArrayList<>();
    /** What the taker has fetched, and how many of these requests it has taken. */
    private List<T> fetchedMessages = new ArrayList<>();

    private List<T> fetchedRequests = new ArrayList<>();
    private int taken;
    /** How many of the fetched requests go on waiting. */
    private int left;

    void addMessage(T message) {
        messages.add(message);
    }

    /** False if so many requests wait already that this one is turned away. */
    boolean addRequest(T request, int mostWaiting) {
        return requests.size() + left < mostWaiting && requests.add(request);
    }

    boolean isEmpty() {
        return messages.isEmpty() && requests.isEmpty() && taken == fetchedRequests.size();
    }

    /** Fetches what is next. Lists change places, so that nobody who adds has to wait for a copy. */
    void fetch() {
        List<T> empty = fetchedMessages;
        fetchedMessages = messages;
        messages = empty;
        if (taken == fetchedRequests.size()) {
            taken = 0;
            empty = fetchedRequests;
            fetchedRequests = requests;
            requests = empty;
        }
        left = Math.max(0, fetchedRequests.size() - taken - REQUESTS_AT_ONCE);
    }

    /** Moves what was fetched: all messages, and after them some requests, in the order in which they came. */
    void moveTo(Collection<? super T> target) {
        target.addAll(fetchedMessages);
        fetchedMessages.clear();
        int end = fetchedRequests.size() - left;
        if (taken < end) target.addAll(fetchedRequests.subList(taken, end));
        taken = end;
        if (left > 0) return;
        fetchedRequests.clear();
        taken = 0;
    }

    /** Moves everything. */
    void moveAllTo(Collection<? super T> target) {
        while (!isEmpty()) {
            fetch();
            moveTo(target);
        }
    }

    /** What somebody is told who was turned away. */
    static String full(Object server) {
        return server + " has " + MOST_WAITING + " requests waiting, and lets no more wait: send this one again when"
                + " others have been answered";
    }
}
