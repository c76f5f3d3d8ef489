package raftbook.book.museum;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds out who catches which bug, and writes it below {@code docs/museum}, for the book to show and a test to find once more. */
public final class FillMuseum {
    /** A bug that no world of so many shows is said not to be caught by a campaign. */
    private static final int WORLDS = 4000;

    private static final String ALL = "all";
    private static final String SEARCH = "--search";

    private final Path docs;
    private final Map<String, String> sources;
    private final Map<String, Finding> findings = new LinkedHashMap<>();

    private FillMuseum(Path root) {
        this.docs = root.resolve("docs");
        this.sources = Museum.sources(root);
    }

    /**
     * Takes the ids of the exhibits to look at anew; with none, or {@code all}, looks at all. {@code --search} keeps what campaigns have found. Ends with
     * status 2 if an exhibit cannot be made.
     */
    public static void main(String[] args) throws IOException {
        try {
            List<String> ids = Stream.of(args)
                    .filter(arg -> !arg.equals(SEARCH) && !arg.equals(ALL))
                    .toList();
            new FillMuseum(Path.of("")).fill(ids, List.of(args).contains(SEARCH));
        } catch (IllegalArgumentException refused) {
            System.err.println(refused.getMessage());
            System.exit(2);
        }
    }

    private void fill(List<String> ids, boolean searchOnly) throws IOException {
        Museum museum = Museum.read(docs);
        Files.createDirectories(docs.resolve("museum"));
        ids.forEach(museum::exhibit);
        // What was known stays until it is found anew, should this be broken off.
        museum.exhibits().forEach(exhibit -> findings.put(exhibit.id(), museum.finding(exhibit)));
        for (Exhibit exhibit : museum.exhibits()) {
            boolean wanted = ids.isEmpty() || ids.contains(exhibit.id());
            Finding finding = museum.finding(exhibit);
            if (wanted) finding = searchOnly ? searched(exhibit, finding) : find(exhibit);
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
