package raftbook.book.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import raftbook.book.eval.Evaluator;

/**
 * The notebooks promise to run with any Java kernel: none of our evaluator's comforts may be needed for it. A build tries the first
 * one; {@code .ci/run} tries all, with {@code -Draftbook.notebooks=all}, as their cells take a minute to run once more.
 */
class PlainKernelTest {

    private static final String LIBRARY = "target/classes";
    private static final boolean ALL =
            System.getProperty("raftbook.notebooks", "first").equals("all");

    private static PrintStream console;

    /** What the cells print would hide what the build says. */
    @BeforeAll
    static void dropOutput() {
        console = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    }

    @AfterAll
    static void restoreOutput() {
        System.setOut(console);
    }

    static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("notebooks"))) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .limit(ALL ? Long.MAX_VALUE : 1)
                    .toList();
        }
    }

    /** Beside each other: their cells wait for clusters as often as they compute. */
    @ParameterizedTest
    @MethodSource("notebooks")
    @Execution(ExecutionMode.CONCURRENT)
    void everyCellRunsInAPlainJShell(Path notebook) throws IOException {
        List<String> failures = new ArrayList<>();
        JsonObject json = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
        try (PlainShell shell = new PlainShell(LIBRARY)) {
            for (JsonElement each : json.getAsJsonArray("cells")) {
                JsonObject cell = each.getAsJsonObject();
                if (!cell.get("cell_type").getAsString().equals("code")) continue;
                if (cell.get("metadata").toString().contains("skip-execution"))
                    continue; // needs what a profile fetches
                boolean raises = cell.get("metadata").toString().contains("raises-exception");
                Optional<String> failed = shell.run(source(cell));
                if (failed.isPresent() != raises) {
                    failures.add(cell.get("id").getAsString() + ": " + failed.orElse("ends without an exception"));
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    private static String source(JsonObject cell) {
        StringBuilder source = new StringBuilder();
        cell.getAsJsonArray("source").forEach(line -> source.append(line.getAsString()));
        return source.toString();
    }

    @Test
    void whatFailsThereIsNoticed() {
        try (PlainShell shell = new PlainShell(LIBRARY)) {
            assertThat(shell.run("int one = 1; IntStream.range(0, one)"))
                    .get()
                    .asString()
                    .contains("IntStream");
            assertThat(shell.run("Object nothing = null;\nnothing.toString()"))
                    .get()
                    .asString()
                    .contains("NullPointerException");
            assertThat(shell.run("int open(")).get().asString().startsWith("unfinished");
            assertThat(shell.run("int twice(int n) { return two() * n; }\nint two() { return 2; }\ntwice(one)"))
                    .isEmpty();
        }
    }

    /** JJava's kernel and renderer are those of the library that ours stands on. */
    @Test
    void withTheStartUpScriptJJavaDrawsPictures() throws IOException {
        RaftbookKernel kernel = new RaftbookKernel(new Evaluator(List.of()), "0");
        kernel.onStartup();
        try (PlainShell shell = new PlainShell(LIBRARY)) {
            assertThat(kernel.getRenderer().render(new Picture()).hasDataForType(SVG))
                    .isFalse();
            assertThat(shell.run(Files.readString(Path.of("src/book/jshell/pictures.jsh"))))
                    .isEmpty();
            DisplayData picture = kernel.getRenderer().render(new Picture());
            assertThat(picture.getData(SVG)).isEqualTo("<svg></svg>");
            assertThat(picture.getData(MIMEType.TEXT_HTML)).asString().startsWith("<img src=");
            assertThat(picture.getData(MIMEType.TEXT_PLAIN)).isEqualTo("a picture");
            assertThat(kernel.getRenderer().render("words").hasDataForType(SVG)).isFalse();
        } finally {
            kernel.onShutdown(false);
        }
    }

    private static final MIMEType SVG = MIMEType.parse("image/svg+xml");

    /** Public, as every picture of the library is. */
    public static final class Picture {
        public String toSvg() {
            return "<svg></svg>";
        }

        @Override
        public String toString() {
            return "a picture";
        }
    }
}
