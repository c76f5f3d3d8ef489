package raftbook.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What clients were told of versions, key by key. Where answers name versions, no search for an order is needed, unlike in {@link
 * Linearizability}: the order is that of the versions, and it only has to fit the times at which clients asked and heard.
 */
public final class VersionedHistory {

    /**
     * One answer.
     *
     * @param write whether the version was made by this request, or seen by it
     * @param from when it was asked
     * @param to when it was answered
     */
    public record Answer(boolean write, long version, long from, long to) {}

    private final Map<String, List<Answer>> byKey = new TreeMap<>();

    /** A request that was done has made this version. */
    public void made(String key, long version, long from, long to) {
        add(key, new Answer(true, version, from, to));
    }

    /** A request has found this version, and changed nothing. */
    public void found(String key, long version, long from, long to) {
        add(key, new Answer(false, version, from, to));
    }

    private void add(String key, Answer answer) {
        byKey.computeIfAbsent(key, first -> new ArrayList<>()).add(answer);
    }

    /** What fits no order, in words, if anything does not. */
    public Optional<String> firstBroken() {
        return byKey.entrySet().stream()
                .flatMap(key -> broken(key.getValue()).map(what -> key.getKey() + ": " + what).stream())
                .findFirst();
    }

    private static Optional<String> broken(List<Answer> answers) {
        Set<Long> made = new HashSet<>();
        List<Answer> byEnd =
                answers.stream().sorted(Comparator.comparingLong(Answer::to)).toList();
        int ended = 0;
        long known = 0;
        for (Answer answer :
                answers.stream().sorted(Comparator.comparingLong(Answer::from)).toList()) {
            for (; byEnd.get(ended).to < answer.from; ended++) known = Math.max(known, byEnd.get(ended).version);
            if (answer.version < known || answer.write && answer.version == known) {
                return Optional.of(answer + " comes after version " + known + " was known");
            }
            if (answer.write && !made.add(answer.version)) return Optional.of(answer + " was made twice");
        }
        return Optional.empty();
    }
}
