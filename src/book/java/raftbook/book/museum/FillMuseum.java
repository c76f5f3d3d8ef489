package raftbook.book.museum;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds out who catches which bug, and writes it below {@code docs/museum}, for the book to show and a test to find once more. */
public final class FillMuseum {
    /** A bug that no world of so many shows is said not to be caught by a campaign. */
    private static final int WORLDS = 4000;

    /** TLC judges so many worlds of each bug. */
    private static final int JUDGED = 20;

    private static final String ALL = "all";
    private static final String SEARCH = "--search";
    private static final String JUDGE = "--judge";

    private final Path docs;
    private final Map<String, String> sources;
    private final Map<String, Finding> findings = new LinkedHashMap<>();

    private FillMuseum(Path root) {
        this.docs = root.resolve("docs");
        this.sources = Museum.sources(root);
    }

    /**
     * Takes the ids of the exhibits to look at anew; with none, or {@code all}, looks at all. {@code --search} keeps what campaigns have found, {@code --judge} what
     * searches have found as well. Ends with status 2 if an exhibit cannot be made.
     */
    public static void main(String[] args) throws IOException {
        try {
            List<String> given = List.of(args);
            List<String> ids = given.stream()
                    .filter(arg -> !List.of(SEARCH, JUDGE, ALL).contains(arg))
                    .toList();
            new FillMuseum(Path.of("")).fill(ids, given.contains(SEARCH), given.contains(JUDGE));
        } catch (IllegalArgumentException refused) {
            System.err.println(refused.getMessage());
            System.exit(2);
        }
    }

    private void fill(List<String> ids, boolean searchOnly, boolean judgeOnly) throws IOException {
        Museum museum = Museum.read(docs);
        Files.createDirectories(docs.resolve("museum"));
        ids.forEach(museum::exhibit);
        // What was known stays until it is found anew, should this be broken off.
        museum.exhibits().forEach(exhibit -> findings.put(exhibit.id(), museum.finding(exhibit)));
        for (Exhibit exhibit : museum.exhibits()) {
            boolean wanted = ids.isEmpty() || ids.contains(exhibit.id());
            Finding finding = museum.finding(exhibit);
            if (wanted && !judgeOnly) finding = searchOnly ? searched(exhibit, finding) : find(exhibit);
            if (wanted) finding = judged(exhibit, finding);
            findings.put(exhibit.id(), finding);
            if (wanted) System.out.println(exhibit.id() + ": " + finding.facts());
            Files.writeString(docs.resolve("museum/found.txt"), Finding.write(findings));
        }
    }

    /** With the first scope in which a search finds something. */
    private Finding searched(Exhibit exhibit, Finding finding) throws IOException {
        Mutant mutant = new Mutant(exhibit.id(), exhibit.apply(sources));
        Map<String, String> facts = new TreeMap<>(finding.facts());
        for (int rung = 0; ; rung++) {
            Map<String, String> found = mutant.visit().apply(Map.of("rung", "" + rung));
            String story = found.get("svg");
            if (story != null && !finding.isCaught()) Files.writeString(picture(exhibit), story);
            List.of("rung", "search", "scope", "states")
                    .forEach(fact -> facts.compute(fact, (name, none) -> story == null ? null : found.get(fact)));
            if (found.isEmpty() || found.containsKey("search")) return new Finding(facts);
        }
    }

    /** With the first run that TLC refuses. */
    private Finding judged(Exhibit exhibit, Finding finding) {
        Map<String, String> facts = new TreeMap<>(finding.facts());
        facts.keySet().removeAll(List.of("refused", "step"));
        facts.put("judged", "" + JUDGED);
        Map<String, String> asked = new HashMap<>(Map.of("judged", "" + JUDGED));
        if (finding.isCaught()) asked.put("world", finding.get("world"));
        Mutant mutant = new Mutant(exhibit.id(), exhibit.apply(sources));
        facts.putAll(mutant.visit().apply(asked));
        return new Finding(facts);
    }

    private Finding find(Exhibit exhibit) throws IOException {
        Path picture = picture(exhibit);
        Mutant mutant = new Mutant(exhibit.id(), exhibit.apply(sources));
        Map<String, String> facts = new TreeMap<>(Map.of("worlds", "" + WORLDS));
        facts.putAll(mutant.visit().apply(facts));
        Files.deleteIfExists(picture);
        if (exhibit.id().equals(Museum.BRIDGE)) {
            Map<String, String> seen = mutant.visit().apply(Map.of("bridge", "1"));
            facts.put("bridge", seen.get("replaced"));
            Files.writeString(picture, seen.get("svg"));
        }
        if (facts.containsKey("world")) {
            Map<String, String> seen = mutant.visit().apply(Map.of("world", facts.get("world")));
            facts.put("says", seen.get("says"));
            Files.writeString(picture, seen.get("svg"));
        }
        return searched(exhibit, new Finding(facts));
    }

    private Path picture(Exhibit exhibit) {
        return docs.resolve("museum/" + exhibit.id() + ".svg");
    }
}
