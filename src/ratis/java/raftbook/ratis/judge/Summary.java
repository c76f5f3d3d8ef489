package raftbook.ratis.judge;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.ratis.server.RaftServer;
import raftbook.check.History;
import raftbook.check.History.Operation;
import raftbook.check.Linearizability;
import raftbook.check.Verdict;

/** What came of a run: a line for each thing that there is to say, and the verdict on what its clients saw. */
final class Summary {

    private final Map<String, String> lines = new LinkedHashMap<>();
    private final Map<Verdict, Integer> keys = new EnumMap<>(Verdict.class);
    private final List<String> against = new ArrayList<>();
    private boolean stalled;

    Summary(History history) {
        put(
                "on",
                "Apache Ratis " + RaftServer.class.getPackage().getImplementationVersion() + ", Java "
                        + System.getProperty("java.version") + ", " + LocalDate.now());
        for (Verdict each : Verdict.values()) keys.put(each, 0);
        history.byKey().forEach(this::judge);
    }

    private void judge(String key, List<Operation> operations) {
        Verdict verdict = Linearizability.of(operations).verdict();
        keys.merge(verdict, 1, Integer::sum);
        if (verdict == Verdict.LINEARIZABLE) return;
        against.add(key + " is " + verdict.name().toLowerCase(Locale.ROOT));
        operations.forEach(each -> against.add("  " + each));
    }

    Summary put(String what, String value) {
        lines.put(what, value);
        return this;
    }

    /** @param servers what is to be seen of each */
    Summary stalled(Stalled why, Map<String, String> servers) {
        stalled = true;
        put("stalled", why.getMessage());
        servers.forEach(this::put);
        return this;
    }

    /** How many keys have this verdict. */
    int keys(Verdict verdict) {
        return keys.get(verdict);
    }

    /** Whether the run went through, and one order explains all that was seen. */
    boolean isClean() {
        return !stalled && keys(Verdict.BROKEN) == 0 && keys(Verdict.UNDECIDED) == 0;
    }

    void print(PrintStream out) {
        lines.forEach((what, value) -> line(out, what, value));
        keys.forEach((verdict, count) ->
                line(out, "keys " + verdict.name().toLowerCase(Locale.ROOT), Integer.toString(count)));
        against.forEach(out::println);
    }

    void write(Path file) throws IOException {
        try (PrintStream out = new PrintStream(file.toFile(), StandardCharsets.UTF_8)) {
            print(out);
        }
    }

    private static void line(PrintStream out, String what, String value) {
        out.printf(Locale.ROOT, "%-46s %s%n", what, value);
    }
}
