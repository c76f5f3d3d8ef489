package raftbook.book.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.book.Book;
import raftbook.book.chapter.Cell;
import raftbook.book.chapter.Layout;
import raftbook.book.chapter.Wish;
import raftbook.book.grade.Answers.Answer;

/** The fixture's book has one exercise, polite, in its third chapter. */
class GradingTest {
    private static final String CHAPTER = "03-crossing";
    private static final String POLITE = CHAPTER + "/polite";
    private static final Path ORIGINAL = Path.of("src/test/resources/fixture-book");

    @TempDir
    static Path root;

    @TempDir
    Path folder;

    private static Book book;
    private static Edition edition;
    private static Task polite;

    @BeforeAll
    static void readTheBook() throws IOException {
        try (Stream<Path> files = Files.walk(ORIGINAL)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = root.resolve(ORIGINAL.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        book = Book.run(root, Wish.Results.REMEMBERED, line -> {});
        edition = Edition.of(
                book.runs(),
                new Layout(root),
                run -> book.classPath(run.chapter().name()));
        polite = edition.tasks().get(0);
    }

    @AfterAll
    static void close() {
        edition.close();
    }

    @Test
    void anExerciseIsJudgedWithTheCellsThatItNeeds() {
        assertThat(edition.problems()).isEmpty();
        assertThat(polite.name()).isEqualTo(POLITE);
        assertThat(polite.slice().size()).isLessThan(polite.before().size());
        assertThat(polite.starterWords()).isEqualTo("Not yet: the north side went while east was green");
    }

    @Test
    void whatIsHandedInIsJudgedAndNothingThatItDoesTouchesAnother() throws IOException {
        String own = polite.solution();
        hand("ada", notebook(cells(own)));
        hand("bob", notebook(cells(own.replace("other.color() == Color.RED", "false"))));
        hand("eve", notebook(cells(own.replace("return ", "for (int i = 1; i > 0; i = 3 - i) {}\n        return "))));
        hand("fay", notebook(cells("Runtime.class.getMethod(\"halt\", int.class).invoke(Runtime.getRuntime(), 0);")));
        hand(
                "=gus",
                notebook(cells(own).stream()
                        .filter(cell -> !cell.contains("Polite polite"))
                        .toList()));
        Files.createDirectories(folder.resolve("in/hal"));
        Path out = folder.resolve("out");
        Grading.grade(
                book.runs(),
                new Layout(root),
                run -> book.classPath(run.chapter().name()),
                new Grading.Wish(folder.resolve("in"), out, "secret", "", 4, line -> {}));

        assertThat(Files.readAllLines(out.resolve("grades.csv")))
                .usingElementComparator((line, start) -> line.startsWith(start) ? 0 : 1)
                .containsExactly(
                        "student,exercise,points,words,seed,remarks",
                        "\"'=gus\"," + POLITE + ",1,",
                        "ada," + POLITE + ",1,",
                        "bob," + POLITE + ",0,Not yet: the north side",
                        "eve," + POLITE + ",0,the answer was ended: it computed for longer than it may",
                        "fay," + POLITE + ",0,\"the answer was ended: it ended its JVM, with status 0\"",
                        "hal," + POLITE + ",0,nothing of this chapter was handed in");
        assertThat(out.resolve("gradescope/ada/results.json")).content().contains("\"score\": 1.0");
        assertThat(out.resolve("index.html")).content().contains("its check is missing or changed", "no notebook");
        assertThatThrownBy(() -> Grading.grade(
                        book.runs(),
                        new Layout(root),
                        run -> List.of(),
                        new Grading.Wish(folder.resolve("in"), folder.resolve("in/out"), "", "", 1, line -> {})))
                .hasMessageContaining("lies within -Dsubmissions");
    }

    @Test
    void aWorkerGoesOnOnlyWhereNothingOfTheExerciseDoes() throws Exception {
        String thread =
                "Thread mine = new Thread(() -> {\n    try {\n        new CountDownLatch(1).await();\n    } catch"
                        + " (InterruptedException told) {\n        %s\n    }\n});\nmine.setDaemon(true);\nmine.start();";
        String soon = "long end = System.nanoTime() + 50_000_000;\n        while (System.nanoTime() < end) {}";
        String never = "while (true) java.util.concurrent.locks.LockSupport.park();";
        try (WorkerProcess worker =
                WorkerProcess.start(Sandbox.of(Files.createDirectories(folder), List.of()), polite.classPath())) {
            for (String atTheEnd : List.of(soon, soon, never)) {
                worker.ask(polite.classPath(), null, 5);
                assertThat(worker.ask(null, thread.formatted(atTheEnd), 5).failure())
                        .isEmpty();
                assertThat(worker.leave(5)).isEqualTo(atTheEnd.equals(soon));
            }
        }
    }

    @Test
    void anAnswerIsFoundWithoutNamesInAnotherOrderAndAmongOwnCells() {
        String own = polite.solution();
        assertThat(answer(notebook(cells(own))).source()).isEqualTo(own);
        assertThat(answer(notebook(cells(polite.starter()))).untouched()).isTrue();
        assertThat(answer(withoutIds(cells(own))).source()).isEqualTo(own);
        List<String> backwards = new ArrayList<>(cells(own));
        Collections.reverse(backwards);
        assertThat(answer(withoutIds(backwards)).source()).isEqualTo(own);
        List<String> below = new ArrayList<>(cells(polite.starter()));
        below.add(below.indexOf(polite.starter()) + 1, own);
        assertThat(answer(withoutIds(below)).source()).isEqualTo(polite.starter() + "\n" + own);
        assertThat(answer(withoutIds(List.of("int i = 1;"))).source()).isEmpty();
        List<String> longer = new ArrayList<>(cells(own));
        longer.add(longer.indexOf(own) + 1, "int more = 1;");
        assertThat(answer(withoutIds(longer)).source()).isEqualTo(own + "\nint more = 1;");
    }

    @Test
    void whatIsNoNotebookIsSaidToBeNone() {
        for (String text : List.of("", "{", "[]", "{\"cells\": 3}", "[".repeat(100_000), "Dear teacher")) {
            assertThatThrownBy(() -> NotebookFile.parse("a.ipynb", text))
                    .hasMessageStartingWith("a.ipynb is no notebook: ");
        }
    }

    @Test
    void whatWouldTakeThePlaceOfWhatTheCheckStandsOnIsRefused() {
        assertThat(refusal("class Light {}")).contains("Light");
        assertThat(refusal("String display(Object o, String... t) { return null; }"))
                .contains("display");
        assertThat(refusal("int helper() { return 1; }")).isEmpty();
        assertThat(Suspicion.worthALook("new Thread(() -> {}).start(); // \"Passed\"", polite))
                .containsExactly("a check's words", "threads");
        assertThat(Suspicion.worthALook(polite.solution(), polite)).isEmpty();
    }

    private static String refusal(String more) {
        List<String> slice = edition.slice(polite, polite.solution());
        return Suspicion.refusal(polite.solution() + "\n" + more, polite, slice, edition.names())
                .orElse("");
    }

    @Test
    void partsOfAnAnswerCountBeyondThoseOfTheStarter() {
        assertThat(points("Not yet: 3 of 4 are right; look", "Not yet: 0 of 4 are right"))
                .isEqualTo(0.75);
        assertThat(points("Not yet: 3 of 4 are right", "Not yet: 2 of 4 are right"))
                .isEqualTo(0.5);
        assertThat(points("Not yet: 2 of 3 are right", "Not yet: none")).isEqualTo(0.66);
        assertThat(points("Not yet: 1 of 4 are right", "Not yet: 2 of 4 are right"))
                .isZero();
        assertThat(points("Not yet: 9 of 4 are right", "Not yet: 0 of 4 are right"))
                .isLessThan(1);
        assertThat(points("Not yet: in 99 of 100 worlds", "Not yet")).isZero();
        assertThat(points("Passed: all", "Not yet: 2 of 4 are right")).isEqualTo(1);
    }

    private static double points(String words, String onStarter) {
        Task task = new Task(
                "c", "Chapter 1", "e", "E", "c1", "", "", "", onStarter, List.of(), Set.of(), 0, List.of(), List.of());
        return Verdict.of(task, new Trial.Said("", words), "", List.of()).points();
    }

    @Test
    void aSecretMovesTheJudgingSeedAndNothingElse() {
        String check = "String judge() {\n    int first = 0;   // judging seed\n    return f(0);\n}\njudge()";
        assertThat(JudgingSeed.in(check, "", "a").check()).isEqualTo(check);
        assertThat(JudgingSeed.in(check, "", "a").seed()).isEqualTo("0");
        JudgingSeed.Seeded hidden = JudgingSeed.in(check, "secret", "a");
        assertThat(hidden.check()).isEqualTo(check.replace("first = 0", "first = " + hidden.seed()));
        assertThat(hidden).isEqualTo(JudgingSeed.in(check, "secret", "a"));
        assertThat(hidden.seed())
                .isNotEqualTo(JudgingSeed.in(check, "secret", "b").seed());
        assertThat(hidden.seed())
                .isNotEqualTo(JudgingSeed.in(check, "other", "a").seed());
        assertThat(JudgingSeed.in("int first = 0;", "secret", "a").seed()).isEmpty();
    }

    @Test
    void noCellOfATableIsAFormula() {
        assertThat(Csv.cell("=1+2")).isEqualTo("\"'=1+2\"");
        assertThat(Csv.cell("@a")).isEqualTo("\"'@a\"");
        assertThat(Csv.cell(" -1")).isEqualTo("\"' -1\"");
        assertThat(Csv.cell("\t=1")).startsWith("\"'");
        assertThat(Csv.cell("O'Brien, \"Pat\"")).isEqualTo("\"O'Brien, \"\"Pat\"\"\"");
        assertThat(Csv.cell("Ann")).isEqualTo("Ann");
        assertThat(Results.folder("../up", new HashSet<>())).doesNotContain("/").doesNotStartWith(".");
        Set<String> taken = new HashSet<>();
        assertThat(Results.folder("Ann", taken)).isNotEqualTo(Results.folder("ann", taken));
    }

    @Test
    void whatAnswersHaveChangedIsPutBack() throws IOException {
        hand("ada", "{\"cells\": []}");
        hand("bob", "{\"cells\": []}");
        Submissions read = Submissions.read(folder.resolve("in"));
        Files.delete(folder.resolve("in/ada/" + CHAPTER + ".ipynb"));
        Files.delete(folder.resolve("in/ada"));
        Files.writeString(folder.resolve("in/bob/" + CHAPTER + ".ipynb"), "gone");
        assertThat(read.restore()).hasSize(2);
        assertThat(folder.resolve("in/ada/" + CHAPTER + ".ipynb")).hasContent("{\"cells\": []}");
        assertThat(read.restore()).isEmpty();
    }

    @Test
    void namesOfMoodleAndCanvasAreStudents() throws IOException {
        Files.createDirectories(folder.resolve("in/Ann Lee_1234_assignsubmission_file"));
        Files.writeString(folder.resolve("in/doejane_LATE_77_991_03.ipynb"), "{}");
        Files.writeString(folder.resolve("in/doejane_77_992_04.ipynb"), "{}");
        assertThat(Submissions.read(folder.resolve("in")).all().stream()
                        .collect(Collectors.toMap(Submission::student, Submission::canvasId)))
                .isEqualTo(Map.of("Ann Lee", "", "doejane", "77"));
    }

    private static Answer answer(String text) {
        return new Answers(edition, CHAPTER, NotebookFile.parse("a.ipynb", text)).find(polite);
    }

    /** The chapter's cells, the answer in the starter's place. */
    private static List<String> cells(String answer) {
        return edition.cells(CHAPTER).stream()
                .map(cell -> cell.is(Cell.STARTER) ? answer : cell.source())
                .toList();
    }

    private static String notebook(List<String> cells) {
        Map<String, String> ids = edition.cells(CHAPTER).stream().collect(Collectors.toMap(Cell::source, Cell::id));
        JsonArray json = new JsonArray();
        for (String source : cells) {
            JsonObject cell = new JsonObject();
            cell.addProperty("cell_type", "code");
            cell.addProperty("id", ids.getOrDefault(source, polite.starterCell()));
            cell.addProperty("source", source);
            json.add(cell);
        }
        JsonObject notebook = new JsonObject();
        notebook.add("cells", json);
        return notebook.toString();
    }

    private static String withoutIds(List<String> cells) {
        return notebook(cells).replaceAll("\"id\":\"\\w+\",", "");
    }

    private void hand(String student, String notebook) throws IOException {
        Path file = folder.resolve("in").resolve(student).resolve(CHAPTER + ".ipynb");
        Files.createDirectories(file.getParent());
        Files.writeString(file, notebook);
    }
}
