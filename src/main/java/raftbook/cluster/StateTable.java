package raftbook.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import raftbook.raft.OneLine;
import raftbook.raft.RaftLogEntry;

/** The states of servers as an aligned table in plain text. */
public final class StateTable {

    private static final int LATEST = 5;
    private static final int WIDEST = 40;

    private StateTable() {}

    /** One row per server, with the end of its log. */
    public static String of(List<NodeState> states) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("node", "role", "term", "voted", "commitIndex", "lastApplied", "log", "store"));
        states.forEach(state -> rows.add(row(state)));
        return align(rows);
    }

    private static List<String> row(NodeState state) {
        return List.of(
                state.id().name(),
                state.running() ? state.role().name() : "stopped",
                Long.toString(state.term()),
                state.termState().votedFor() == null
                        ? "-"
                        : state.termState().votedFor().name(),
                Long.toString(state.commitIndex()),
                Long.toString(state.lastApplied()),
                logEnd(state.log()),
                store(state.store()));
    }

    /** A store in one cell: keys and values if they are few, cut short if they are long; else their number. */
    public static String store(Map<String, String> store) {
        if (store.size() > LATEST) return store.size() + " keys";
        return store.entrySet().stream()
                .map(entry -> OneLine.of(entry.getKey(), WIDEST) + "=" + OneLine.of(entry.getValue(), WIDEST))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String logEnd(List<RaftLogEntry> log) {
        int first = Math.max(1, log.size() - LATEST + 1);
        String end = IntStream.rangeClosed(first, log.size())
                .mapToObj(i -> i + "@" + log.get(i - 1).term())
                .collect(Collectors.joining(" "));
        return (first > 1 ? "… " : "") + (end.isEmpty() ? "empty" : end);
    }

    /** Pads each column to its widest cell. */
    public static String align(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = IntStream.range(0, columns)
                .map(c ->
                        rows.stream().mapToInt(row -> row.get(c).length()).max().orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                line.append(row.get(c)).append(" ".repeat(widths[c] - row.get(c).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
