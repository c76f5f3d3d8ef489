package raftbook.picture;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import raftbook.raft.RaftLogEntry;

/** The columns of a log strip: which indexes it shows, and where. */
final class LogColumns {

    static final double WIDEST = 86;
    static final double NARROWEST = 46;
    static final double GAP = 26;

    private LogColumns() {}

    /** The left edge of each column of this width; a gap stands for what is left out between two. */
    static List<Double> places(List<Long> shown, double left, double width) {
        List<Double> places = new ArrayList<>();
        double x = left;
        for (int i = 0; i < shown.size(); i++) {
            if (i > 0 && shown.get(i) > shown.get(i - 1) + 1) x += GAP;
            places.add(x);
            x += width;
        }
        return places;
    }

    /** The indexes to show of these logs: those that tell most, then from the end backwards. */
    static List<Long> choose(List<List<RaftLogEntry>> logs, LongStream commits, int columns) {
        long last = logs.stream().mapToInt(List::size).max().orElse(0);
        LongStream ends = logs.stream().mapToLong(List::size);
        LongStream telling = LongStream.concat(
                LongStream.of(1, last, firstDifference(logs, last)), LongStream.concat(ends, commits));
        LongStream rest = LongStream.rangeClosed(1, last).map(index -> last + 1 - index);
        Iterator<Long> candidates = LongStream.concat(telling, rest)
                .filter(index -> index >= 1 && index <= last)
                .iterator();
        TreeSet<Long> chosen = new TreeSet<>();
        while (chosen.size() < columns && candidates.hasNext()) chosen.add(candidates.next());
        return List.copyOf(chosen);
    }

    private static long firstDifference(List<List<RaftLogEntry>> logs, long last) {
        return LongStream.rangeClosed(1, last)
                .filter(index -> logs.stream()
                                .filter(log -> log.size() >= index)
                                .map(log -> log.get((int) index - 1))
                                .distinct()
                                .count()
                        > 1)
                .findFirst()
                .orElse(0);
    }
}
