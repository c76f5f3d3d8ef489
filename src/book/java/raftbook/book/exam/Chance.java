package raftbook.book.exam;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import raftbook.cluster.Seeds;

/** Draws, the same on every Java, from a seed. */
final class Chance {

    private final RandomGenerator random;

    /** @param part a seed has many independent sources; this is the number of one */
    Chance(long seed, int part) {
        this.random = Seeds.randomFor(seed, part);
    }

    /** A whole number from 0 on and below the bound. */
    int below(int bound) {
        return Seeds.below(bound, random);
    }

    /** A whole number from the first to the last, both included. */
    int from(int first, int last) {
        return first + below(last - first + 1);
    }

    /** Whether something happens that does so in so many of a hundred cases. */
    boolean percent(int share) {
        return below(100) < share;
    }

    /** A seed for a run. */
    long seed() {
        return 1 + below(1_000_000_000);
    }

    <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }

    /** The same in another order, each as likely as the others. */
    <T> List<T> shuffle(List<T> all) {
        List<T> rest = new ArrayList<>(all);
        List<T> shuffled = new ArrayList<>();
        while (!rest.isEmpty()) shuffled.add(rest.remove(below(rest.size())));
        return shuffled;
    }

    /** The right choice and up to three of the wrong ones, the first of those that differ, in any order. */
    List<String> choices(String right, List<String> wrong) {
        List<String> distinct = wrong.stream()
                .distinct()
                .filter(each -> !each.equals(right))
                .limit(3)
                .toList();
        List<String> all = new ArrayList<>(distinct);
        all.add(right);
        return shuffle(all);
    }
}
