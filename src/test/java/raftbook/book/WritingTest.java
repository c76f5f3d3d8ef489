package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.book.chapter.Wish;
import raftbook.book.source.Library;

/** The examples of docs/writing.adoc are a chapter, on this checkout's library, in which nothing is wrong. */
class WritingTest {
    private static final Path PAGE = Path.of("docs/writing.adoc");

    /** A listing, by its language, with as many dashes as it takes to hold listings itself. */
    private static final String LISTING = "(?ms)^\\[source,%s]\n(-{4,})\n(.*?)^\\1$";

    private static final Set<String> TOLD =
            Set.of("raft/OneLine.java", "raft/NodeId.java", "raft/RaftRole.java", "raft/TermState.java");

    @TempDir
    Path folder;

    @Test
    void itsExamplesAreTrue() throws IOException {
        String page = Files.readString(PAGE);
        write("01-names.adoc", "= Names\n\ninclude::code:raft/OneLine.java[]\n\ninclude::code:raft/NodeId.java[]\n");
        write("02-example.adoc", String.join("\n", examples(page)));
        write("03-pictures.adoc", pictures(page));
        solve(listings(page, "java").get(0));
        Files.createDirectories(folder.resolve("docs/teaching"));
        Files.writeString(
                folder.resolve("docs/teaching/02-example.adoc"),
                listings(page, "teaching").get(0));
        keepTheRestUntold();
        FixtureBook.copy(Path.of("src/main/java"), folder.resolve("src/main/java"));
        Files.copy(Path.of("docs/paper.txt"), folder.resolve("docs/paper.txt"));

        Book book = Book.runToTeach(folder, Wish.Results.FRESH, line -> {});
        assertThat(book.problems()).singleElement().asString().contains(": has 1 slides, and a chapter has 10 to 15");

        book.writeSite(folder.resolve("site"), false);
        Document chapter = Jsoup.parse(Files.readString(folder.resolve("site/02-example.html")));
        assertThat(chapter.select("figure.shown")).hasSize(5);
        assertThat(chapter.select("figure.shown ~ .colist li, figure.shown ~ .colist tr"))
                .hasSize(2);
        assertThat(chapter.select(".exercise .hint")).hasSize(2);
        assertThat(chapter.select(".question").eachAttr("data-asks")).containsExactly("choice", "short", "prints");
        Document pictures = Jsoup.parse(Files.readString(folder.resolve("site/03-pictures.html")));
        assertThat(pictures.select(".cell-output svg")).hasSizeGreaterThan(4);
    }

    private static List<String> examples(String page) {
        List<String> examples = new ArrayList<>();
        for (String example : listings(page, "asciidoc")) {
            examples.add(example.replaceAll("(?m)^\\\\(include::.*?) *// <\\d+>$", "\n$1\n")
                    .replaceAll("\n\n+(?=<1>)", "\n"));
        }
        return examples;
    }

    /** Each of the cells' last lines that the page says move, in a cell of its own. */
    private static String pictures(String page) {
        StringBuilder chapter = new StringBuilder("= Pictures\n:stage: finished\n\nThey move.\n\n"
                + cell(
                        "",
                        "import raftbook.cluster.*;\nimport raftbook.picture.*;\n\nLiveCluster live = LiveCluster.of(3);\n"
                                + "LiveCluster servers = live;\nSimulatedCluster cluster = SimulatedCluster.of(3, 1);\n"
                                + "cluster.awaitLeader();\nSimulatedCluster world = cluster;"));
        String table = page.substring(page.indexOf("|The cell's last line"));
        for (String row :
                table.substring(0, table.indexOf("|===")).lines().skip(1).toList()) {
            if (!row.startsWith("|")) continue;
            Pattern.compile("`([^`]+)`")
                    .matcher(row.split("\\|")[1])
                    .results()
                    .forEach(last -> chapter.append(cell("%figure%varies", last.group(1))));
        }
        return chapter.append(cell("", "live.close();\ncluster.close();")).toString();
    }

    private static String cell(String options, String code) {
        return "[source%%live%s,java]\n----\n%s\n----\n\n".formatted(options, code);
    }

    private static List<String> listings(String page, String language) {
        return Pattern.compile(LISTING.formatted(language))
                .matcher(page)
                .results()
                .map(WritingTest::body)
                .toList();
    }

    private static String body(MatchResult listing) {
        return listing.group(2);
    }

    private void solve(String source) throws IOException {
        Path solution = folder.resolve("docs/solutions/02-example/majority.java");
        Files.createDirectories(solution.getParent());
        Files.writeString(solution, source);
    }

    private void keepTheRestUntold() throws IOException {
        Set<String> untold =
                new TreeSet<>(Library.read(Path.of("src/main/java")).files().keySet());
        untold.removeAll(TOLD);
        Files.writeString(folder.resolve("docs/untold.txt"), String.join("\n", untold));
    }

    private void write(String chapter, String text) throws IOException {
        Path file = folder.resolve("docs/chapters").resolve(chapter);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
