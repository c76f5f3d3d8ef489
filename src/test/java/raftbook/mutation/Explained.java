package raftbook.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code docs/mutants.txt}: the strength that each package must have, and why a mutant may live.
 *
 * @param strengths the least percentage of the covered mutants that tests must kill, for each package
 * @param survivors the mutants that no test can kill, by {@link Mutant#name}; as often as they occur
 */
record Explained(Map<String, Integer> strengths, List<String> survivors) {

    static final Path FILE = Path.of("docs/mutants.txt");

    static Explained read() throws IOException {
        Map<String, Integer> strengths = new LinkedHashMap<>();
        List<String> survivors = new ArrayList<>();
        for (String line : Files.readAllLines(FILE)) {
            if (line.isBlank() || line.startsWith("#")) continue;
            String[] parts = line.split(" \\| ", 4);
            if (parts.length == 4) survivors.add(String.join(" | ", parts[0], parts[1], parts[2]));
            else if (parts.length == 2) strengths.put(parts[0], Integer.parseInt(parts[1]));
            else
                throw new IllegalArgumentException(FILE + ": neither a strength nor a mutant with its reason: " + line);
        }
        return new Explained(strengths, survivors);
    }

    /** Those of one package. */
    List<String> survivorsOf(String room) {
        return survivors.stream().filter(name -> name.startsWith(room + ".")).toList();
    }
}
