package raftbook.book.exam;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks for a history that ends with given logs, in a small model: the second opinion on whether logs can exist. Term by term
 * a server with a majority behind it may lead, add its entries, and bring a prefix of its log to any of the others. All that can
 * come of it is tried. It calls nothing of the library.
 */
final class LogHistories {

    /** One entry, as text: its term, and its command. */
    record Entry(int term, String command) {}

    private final List<List<Entry>> wanted;
    /** For each term of which an entry is left, the log of its leader as far as entries of that term are left. */
    private final Map<Integer, List<Entry>> byTerm = new TreeMap<>();

    private LogHistories(List<List<Entry>> wanted) {
        this.wanted = wanted;
    }

    /** Whether a history leads there in so many terms, of which some may have left nothing. */
    static boolean canExist(List<List<Entry>> logs, int terms) {
        return new LogHistories(logs).search(terms);
    }

    private boolean search(int terms) {
        if (!onePastForEachTerm()) return false;
        Set<List<List<Entry>>> reached = new HashSet<>();
        List<Entry> empty = List.of();
        reached.add(wanted.stream().map(log -> empty).toList());
        for (int term = 1; term <= terms; term++) {
            Set<List<List<Entry>>> next = new HashSet<>();
            if (!byTerm.containsKey(term)) next.addAll(reached);
            for (List<List<Entry>> logs : reached) {
                for (int leader = 0; leader < logs.size(); leader++) lead(term, leader, logs, next);
            }
            reached = next;
        }
        return reached.contains(wanted);
    }

    /** A term has one leader, and its log one past: all entries of a term, wherever they are, lie on one line. */
    private boolean onePastForEachTerm() {
        for (List<Entry> log : wanted) {
            for (int end = 1; end <= log.size(); end++) {
                int term = log.get(end - 1).term;
                if (end > 1 && log.get(end - 2).term > term) return false;
                List<Entry> known = byTerm.getOrDefault(term, List.of());
                List<Entry> mine = log.subList(0, end);
                int common = Math.min(known.size(), end);
                if (!known.isEmpty() && !known.subList(0, common).equals(mine.subList(0, common))) return false;
                if (end > known.size()) byTerm.put(term, mine);
            }
        }
        return true;
    }

    private void lead(int term, int leader, List<List<Entry>> logs, Set<List<List<Entry>>> next) {
        if (2 * followers(leader, logs) <= logs.size()) return;
        List<Entry> before = logs.get(leader);
        List<Entry> after = byTerm.getOrDefault(term, before);
        long old = after.stream().filter(entry -> entry.term < term).count();
        if (old != before.size() || !after.subList(0, before.size()).equals(before)) return;
        List<List<Entry>> changed = new ArrayList<>(logs);
        changed.set(leader, after);
        bring(0, leader, changed, next);
    }

    private static int followers(int leader, List<List<Entry>> logs) {
        int count = 0;
        for (List<Entry> log : logs) if (compare(logs.get(leader), log) >= 0) count++;
        return count;
    }

    private static int compare(List<Entry> one, List<Entry> other) {
        int byTerm = Integer.compare(lastTerm(one), lastTerm(other));
        return byTerm != 0 ? byTerm : Integer.compare(one.size(), other.size());
    }

    private static int lastTerm(List<Entry> log) {
        return log.isEmpty() ? 0 : log.get(log.size() - 1).term;
    }

    /** Lets the servers from this one on take nothing, or any prefix of the leader's log. */
    private void bring(int server, int leader, List<List<Entry>> logs, Set<List<List<Entry>>> next) {
        if (server == logs.size()) {
            next.add(List.copyOf(logs));
            return;
        }
        bring(server + 1, leader, logs, next);
        List<Entry> mine = logs.get(server);
        List<Entry> leaders = logs.get(leader);
        for (int end = 1; server != leader && end <= leaders.size(); end++) {
            List<Entry> prefix = leaders.subList(0, end);
            boolean held = mine.size() >= end && mine.subList(0, end).equals(prefix);
            if (held) continue;
            logs.set(server, prefix);
            bring(server + 1, leader, logs, next);
        }
        logs.set(server, mine);
    }
}
