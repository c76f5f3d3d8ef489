package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.book.kernel.PlainShell;

/** In a notebook, a question is asked in words, answered in a cell, and judged by a run of any Java kernel. */
class QuestionNotebookTest {
    @TempDir
    Path folder;

    private Book built;
    private Map<String, String> cells;

    @BeforeEach
    void write() throws IOException {
        FixtureBook book = FixtureBook.in(folder);
        book.write(
                "docs/chapters/04-questions.adoc",
                Files.readString(Path.of("src/test/resources/questions/04-questions.adoc")));
        built = book.run();
        built.writeNotebooks(folder.resolve("notebooks"), false);
        cells = new LinkedHashMap<>();
        JsonObject notebook = JsonParser.parseString(book.read("notebooks/04-questions.ipynb"))
                .getAsJsonObject();
        for (JsonElement each : notebook.getAsJsonArray("cells")) {
            JsonObject cell = each.getAsJsonObject();
            StringBuilder source = new StringBuilder();
            cell.getAsJsonArray("source").forEach(line -> source.append(line.getAsString()));
            cells.put(cell.get("id").getAsString(), source.toString());
        }
    }

    @Test
    void aQuestionIsAskedAnsweredJudgedAndExplained() {
        assertThat(cells.keySet())
                .containsExactly(
                        "opening",
                        "c1",
                        "after-c1",
                        "c2",
                        "s-what-it-keeps",
                        "why-not-both-answer",
                        "why-not-both-check",
                        "after-why-not-both",
                        "how-many-answer",
                        "how-many-runs",
                        "how-many-1",
                        "how-many-check",
                        "after-how-many",
                        "third-step-answer",
                        "third-step-check",
                        "after-third-step");
        assertThat(cells.get("s-what-it-keeps"))
                .endsWith("**Question:** Why are both never green?\n\nBoth begin with red.\n\n"
                        + "* **A** The lights are slow\n* **B** A light looks *green*\n"
                        + "* **C** A light that is red moves only if the other is red");
        assertThat(cells.get("why-not-both-answer")).isEqualTo("String answerToWhyNotBoth = \"\"; // A, B or C");
        assertThat(cells.get("after-why-not-both"))
                .startsWith("<details>\n<summary>The answer, and what is said to others</summary>\n\nA is not it.")
                .contains("```text\n[GREEN/RED, AMBER/RED]\n```\n\nFrom [the run above](#two-steps)")
                .contains("From [the run above](#lights)", "C is right.\n\nTwo reds, and one moves.")
                .doesNotContain("<svg", "bothNeverGreen");
        assertThat(cells.get("after-c1")).contains("<a id=\"lights\"></a>");
        assertThat(cells.get("how-many-runs")).startsWith("<a id=\"three-sides\"></a>");
        assertThat(cells.get("after-how-many"))
                .contains("You counted the middle:\n\nFrom [the run above](#three-sides)");
        assertThat(cells.get("after-how-many")).contains("What does this print?", "new Crossing().run(3).get(2)");
    }

    @Test
    void noAnswerIsReadOffAQuestion() {
        String before = cells.get("after-how-many").replaceFirst("(?s)^<details>.*?</details>", "");
        assertThat(before).doesNotContain("RED/RED", "two", "North");
        assertThat(cells.get("how-many-check")).doesNotContain("two", "\"2\"");
        assertThat(cells.get("third-step-check")).doesNotContain("RED/RED");
    }

    @Test
    void anyKernelJudgesTheAnswer() {
        String classPath = built.classPath("04-questions").stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        try (PlainShell shell = new PlainShell(classPath)) {
            for (String id : cells.keySet()) {
                if (id.matches("c\\d+|.*-(1|answer|check)"))
                    assertThat(shell.run(cells.get(id))).as(id).isEmpty();
            }
            assertThat(said(shell, "why-not-both", "")).startsWith("\"Not answered yet");
            assertThat(said(shell, "why-not-both", "B")).startsWith("\"Not B.");
            assertThat(said(shell, "why-not-both", " c")).startsWith("\"Right: c.");
            assertThat(said(shell, "how-many", "3")).startsWith("\"Not 3.");
            assertThat(said(shell, "how-many", "2")).startsWith("\"Right: 2.");
            assertThat(said(shell, "how-many", "Two")).startsWith("\"Right: Two.");
            assertThat(said(shell, "third-step", "GREEN/RED")).startsWith("\"Not GREEN/RED.");
            assertThat(said(shell, "third-step", "red/red ")).startsWith("\"Right: red/red.");
        }
    }

    private String said(PlainShell shell, String question, String answer) {
        shell.run(cells.get(question + "-answer").replace("\"\"", "\"" + answer + "\""));
        assertThat(shell.run(cells.get(question + "-check"))).isEmpty();
        return shell.value();
    }
}
