package raftbook.book.museum;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds out who catches which bug, and writes it below {@code docs/museum}, for the book to show and a test to find once more. */
public final class FillMuseum {
    /** A bug that no world of so many shows is said not to be caught by a campaign. */
    private static final int WORLDS = 4000;

    private final Path docs;
    private final Map<String, String> sources;
    private final Map<String, Finding> findings = new LinkedHashMap<>();

    private FillMuseum(Path root) {
        this.docs = root.resolve("docs");
        this.sources = Museum.sources(root);
    }

    /** Takes the ids of the exhibits to look at anew; with none, looks at all. Ends with status 2 if one cannot be made. */
    public static void main(String[] args) throws IOException {
        try {
            new FillMuseum(Path.of("")).fill(List.of(args));
        } catch (IllegalArgumentException refused) {
            System.err.println(refused.getMessage());
            System.exit(2);
        }
    }

    private void fill(List<String> ids) throws IOException {
        Museum museum = Museum.read(docs);
        Files.createDirectories(docs.resolve("museum"));
        ids.forEach(museum::exhibit);
        for (Exhibit exhibit : museum.exhibits()) {
            boolean wanted = ids.isEmpty() || ids.contains(exhibit.id());
            Finding finding = wanted ? find(exhibit) : museum.finding(exhibit);
            findings.put(exhibit.id(), finding);
            if (wanted) System.out.println(exhibit.id() + ": " + finding.facts());
            Files.writeString(docs.resolve("museum/found.txt"), Finding.write(findings));
        }
    }

    private Finding find(Exhibit exhibit) throws IOException {
        Path picture = docs.resolve("museum/" + exhibit.id() + ".svg");
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
        return new Finding(facts);
    }
}
