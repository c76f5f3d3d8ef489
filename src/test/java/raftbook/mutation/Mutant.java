package raftbook.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * One small change that PIT made to the library, and what came of it.
 *
 * @param name how {@code docs/mutants.txt} names it: method, change, and the line that was changed, without its number,
 *     which every edit above it moves
 * @param status {@code KILLED} if a test noticed
 */
record Mutant(String name, String status) {

    /** Every mutant of PIT's report on a package. */
    static List<Mutant> ofReport(Path file) throws Exception {
        NodeList found = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getElementsByTagName("mutation");
        List<Mutant> mutants = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) mutants.add(of((Element) found.item(i)));
        return mutants;
    }

    private static Mutant of(Element mutation) throws IOException {
        String type = text(mutation, "mutatedClass");
        Path source = Path.of(
                "src/main/java",
                type.substring(0, type.lastIndexOf('.')).replace('.', '/'),
                text(mutation, "sourceFile"));
        int number = Integer.parseInt(text(mutation, "lineNumber"));
        String line = Files.readAllLines(source).get(number - 1).strip();
        String method = text(mutation, "mutatedMethod").replaceAll("lambda\\$(\\w+)\\$\\d+", "$1");
        String change = text(mutation, "description").replaceAll(" for raftbook/.*", "");
        String name = String.join(" | ", type.substring("raftbook.".length()) + "." + method, change, line);
        return new Mutant(name, mutation.getAttribute("status"));
    }

    private static String text(Element mutation, String tag) {
        return mutation.getElementsByTagName(tag).item(0).getTextContent();
    }

    boolean isKilled() {
        return status.equals("KILLED");
    }

    /** Whether any test went through the changed line. */
    boolean isCovered() {
        return !status.equals("NO_COVERAGE");
    }
}
