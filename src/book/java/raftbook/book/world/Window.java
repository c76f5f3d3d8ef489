package raftbook.book.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.trace.TraceEvent;

/**
 * The part of a run that a picture of its end needs: all since a time, and of what was before only what can be seen in it. A
 * reader scrubs through thousands of events, most of which are messages that have arrived long ago; a picture of the part is,
 * to the byte, the picture of the whole.
 */
final class Window {

    /** Two messages of the same exchange, the second of which is drawn as the first is. */
    private record Exchange(NodeId leader, NodeId follower, long sequence) {}

    private final List<TraceEvent> past;
    private final int begin;
    /** The messages from before that are shown. */
    private final Set<Long> messages = new HashSet<>();

    private final Set<Exchange> answered = new HashSet<>();
    /** The timers from before that can be seen: each server's last one, and the longest, which is the measure of all. */
    private final Set<TraceEvent> timers = new HashSet<>();

    private Window(List<TraceEvent> past, long from) {
        this.past = past;
        this.begin = firstSince(past, from);
    }

    /** Of events in the order of time, those that can be seen in a picture which begins at a time and ends with the last. */
    static List<TraceEvent> of(List<TraceEvent> past, long from) {
        Window window = new Window(past, from);
        if (window.begin == 0) return List.copyOf(past);
        window.findMessages();
        window.findTimers();
        return window.events();
    }

    private static int firstSince(List<TraceEvent> events, long from) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.get(middle).at() < from) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private void findMessages() {
        Set<Long> landed = new HashSet<>();
        for (int i = past.size() - 1; i >= 0; i--) {
            TraceEvent event = past.get(i);
            if (event instanceof TraceEvent.Sent sent) {
                boolean shown = i >= begin
                        || messages.contains(sent.id())
                        || !landed.contains(sent.id())
                        || answered.contains(exchange(sent.from(), sent.to(), sent.message()));
                if (!shown) continue;
                messages.add(sent.id());
                if (sent.message() instanceof AppendEntriesReply) {
                    answered.add(exchange(sent.to(), sent.from(), sent.message()));
                }
            } else if (event instanceof TraceEvent.Received received) {
                (i >= begin ? messages : landed).add(received.id());
            } else if (event instanceof TraceEvent.Lost lost) {
                (i >= begin ? messages : landed).add(lost.id());
            }
        }
    }

    private static Exchange exchange(NodeId leader, NodeId follower, RaftMessage message) {
        if (message instanceof AppendEntries request) return new Exchange(leader, follower, request.sequence());
        if (message instanceof AppendEntriesReply reply) return new Exchange(leader, follower, reply.sequence());
        return null;
    }

    private void findTimers() {
        Map<NodeId, TraceEvent> last = new HashMap<>();
        TraceEvent.TimerSet longest = null;
        for (TraceEvent event : past.subList(0, begin)) {
            if (!(event instanceof TraceEvent.TimerSet timer)) continue;
            last.put(timer.node(), timer);
            boolean longer = longest == null || timer.deadline() - timer.at() > longest.deadline() - longest.at();
            if (longer) longest = timer;
        }
        timers.addAll(last.values());
        if (longest != null) timers.add(longest);
    }

    private List<TraceEvent> events() {
        List<TraceEvent> shown = new ArrayList<>();
        for (TraceEvent event : past.subList(0, begin)) if (isShown(event)) shown.add(event);
        shown.addAll(past.subList(begin, past.size()));
        return shown;
    }

    private boolean isShown(TraceEvent event) {
        if (event instanceof TraceEvent.Sent sent) return messages.contains(sent.id());
        if (event instanceof TraceEvent.Lost lost) return messages.contains(lost.id());
        if (event instanceof TraceEvent.TimerSet) return timers.contains(event);
        // What it brought tells of which terms a log's last entries are.
        if (event instanceof TraceEvent.Received received) {
            return messages.contains(received.id())
                    || received.message() instanceof AppendEntries entries && !entries.isHeartbeat();
        }
        return true;
    }
}
