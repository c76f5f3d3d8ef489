package raftbook.book.museum;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was found out about an exhibit, by the name of what is known. {@code worlds} is how many a campaign ran at most; if one broke,
 * {@code seed} is the first, {@code breaks} the invariant, {@code world} a smaller one, and {@code says} what it says there. {@code search}
 * says in words what a search has found, in which {@code scope} among how many {@code states}, and {@code rung} where that is on its ladder.
 * {@code judged} is how many worlds TLC judged at most; {@code refused} is the first that it refused, {@code step} the event that is no step.
 */
public record Finding(Map<String, String> facts) {
    static final Finding NOTHING = new Finding(Map.of());

    /** The fact of this name; empty if it is not known. */
    public String get(String name) {
        return facts.getOrDefault(name, "");
    }

    /** Whether a campaign has caught it. */
    public boolean isCaught() {
        return facts.containsKey("breaks");
    }

    /** Whether a search has found a story of it. */
    public boolean hasStory() {
        return facts.containsKey("search");
    }

    /** Whether TLC has refused a run of it. */
    public boolean isRefused() {
        return facts.containsKey("refused");
    }

    static Map<String, Finding> read(List<String> lines) {
        Map<String, Finding> all = new LinkedHashMap<>();
        Map<String, String> facts = new TreeMap<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) continue;
            if (line.startsWith("== ")) {
                facts = new TreeMap<>();
                all.put(line.substring(3), new Finding(facts));
            } else {
                String[] part = line.split(" ", 2);
                facts.put(part[0], part[1]);
            }
        }
        return all;
    }

    static String write(Map<String, Finding> findings) {
        StringBuilder text = new StringBuilder("# Written by mvn -Pmuseum; not by hand.\n");
        findings.forEach((id, finding) -> {
            text.append("\n== ").append(id).append('\n');
            finding.facts.forEach(
                    (name, fact) -> text.append(name).append(' ').append(fact).append('\n'));
        });
        return text.toString();
    }
}
