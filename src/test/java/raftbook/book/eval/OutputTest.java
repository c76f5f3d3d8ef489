package raftbook.book.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.book.Recorder;
import raftbook.book.chapter.Digest;
import raftbook.raft.RaftNode;

class OutputTest {

    private static final String PICTURE = """
            package fixture;
            public record Picture(int size) {
                public String toSvg() { return "<svg viewBox='0 0 " + size + " 1'/>"; }
                public static String where() { return "the given class path"; }
            }
            """;

    private static final String LOSES_AN_EXCEPTION = """
            var t = new Thread(() -> { throw new IllegalStateException("lost"); });
            t.start();
            t.join();
            """;

    @TempDir
    private Path classes;

    private Evaluator evaluator;
    private final Recorder first = new Recorder();
    private final Recorder second = new Recorder();

    private void open(List<Path> classPath) {
        evaluator = new Evaluator(classPath);
    }

    @AfterEach
    void close() {
        if (evaluator != null) {
            evaluator.close();
        }
    }

    private void compilePicture() throws IOException {
        Path source = Files.writeString(classes.resolve("Picture.java"), PICTURE);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes.toString(), source.toString()))
                .isZero();
    }

    @Test
    void aThreadPrintsToTheCellThatStartedItEvenWhenThatHasEnded() throws InterruptedException {
        open(List.of());
        evaluator.run("""
                var go = new CountDownLatch(1);
                new Thread(() -> {
                    try { go.await(); } catch (InterruptedException e) { return; }
                    System.out.println("late, ümlaut");
                    System.err.println("late error");
                    System.out.println("end of thread");
                }).start();
                System.out.println("first");
                """, first);
        assertThat(first.out()).isEqualTo("first\n");
        evaluator.run("go.countDown(); System.out.println(\"second\");", second);
        first.awaitOut("end of thread\n");
        assertThat(first.out()).contains("late, ümlaut\n");
        assertThat(first.err()).isEqualTo("late error\n");
        assertThat(second.out()).isEqualTo("second\n");
    }

    @Test
    void theCommonPoolPrintsToTheRunningCell() {
        open(List.of());
        String cell =
                "CompletableFuture.runAsync(() -> System.out.println(\"pooled\"), ForkJoinPool.commonPool()).join();";
        evaluator.run(cell, first);
        evaluator.run(cell, second);
        assertThat(first.out()).isEqualTo("pooled\n");
        assertThat(second.out()).isEqualTo("pooled\n");
    }

    @Test
    void evaluatorsLiveSideBySide() throws InterruptedException {
        open(List.of());
        try (Evaluator other = new Evaluator(List.of())) {
            Recorder.Running waiting = first.start(evaluator, """
                    try {
                        System.out.println("one");
                        Thread.sleep(1_000_000);
                    } catch (InterruptedException e) {
                        System.out.println("one again");
                    }
                    """);
            first.awaitOut("one");
            other.run("System.out.println(\"two\");", second);
            evaluator.interrupt();
            waiting.await();
        }
        assertThat(first.out()).isEqualTo("one\none again\n");
        assertThat(second.out()).isEqualTo("two\n");
    }

    @Test
    void anUncaughtExceptionOfAThreadIsSeen() throws InterruptedException {
        open(List.of());
        evaluator.run(LOSES_AN_EXCEPTION, first);
        assertThat(first.err()).contains("IllegalStateException: lost");
    }

    /** As Maven does, in whose JVM the live book runs. */
    @Test
    void itIsSeenWhereTheBookRunsInTheGroupOfAHostThatLogsExceptions() throws InterruptedException {
        List<Throwable> logged = new CopyOnWriteArrayList<>();
        ThreadGroup host = new ThreadGroup("host") {
            @Override
            public void uncaughtException(Thread thread, Throwable thrown) {
                logged.add(thrown);
            }
        };
        Thread book = new Thread(host, () -> {
            open(List.of());
            evaluator.run(LOSES_AN_EXCEPTION, first);
        });
        book.start();
        book.join();
        assertThat(first.err()).contains("IllegalStateException: lost");
        assertThat(logged).isEmpty();
    }

    @Test
    void thousandsOfLinesArriveInFewPieces() {
        open(List.of());
        List<String> pieces = new CopyOnWriteArrayList<>();
        Sink counting = new Sink() {
            @Override
            public void text(Stream stream, String text) {
                pieces.add(text);
            }

            @Override
            public void display(String id, Map<String, String> mimeBundle, boolean update) {}
        };
        evaluator.run("for (int i = 1; i <= 20_000; i++) { System.out.println(i); }", counting);
        assertThat(String.join("", pieces).lines().count()).isEqualTo(20_000);
        assertThat(pieces).hasSizeLessThan(2_000);
    }

    @Test
    void theStreamsKeepTheirOrderAmongEachOtherAndToWhatIsShown() {
        open(List.of());
        List<String> pieces = new CopyOnWriteArrayList<>();
        Sink ordering = new Sink() {
            @Override
            public void text(Stream stream, String text) {
                pieces.add(stream + " " + text);
            }

            @Override
            public void display(String id, Map<String, String> mimeBundle, boolean update) {
                pieces.add(mimeBundle.get("text/plain"));
            }
        };
        evaluator.run("""
                System.out.print("a");
                System.err.print("b");
                System.out.print("c"); display("d"); System.out.print("e");
                """, ordering);
        assertThat(pieces).containsSubsequence("OUT a", "ERR b", "OUT c", "d", "OUT e");
    }

    @Test
    void whatIsTooMuchIsLeftOutAndCounted() {
        open(List.of());
        evaluator.run("for (int i = 0; i < 1_500; i++) { System.out.print(\"x\".repeat(1_000)); }", first);
        assertThat(first.out()).hasSize(1_000_000);
        assertThat(first.err())
                .isEqualTo("\n[more than 1000000 characters: the rest of this cell's output is left out]\n"
                        + "[500000 characters are left out]\n");
    }

    @Test
    void aCellCannotReadFromTheKeyboardAndSaysSo() {
        open(List.of());
        for (String cell : List.of("System.in.read()", "new Scanner(System.in).nextLine()")) {
            assertThat(evaluator.run(cell, first).failure().orElseThrow().message())
                    .contains("nobody can type into a cell");
        }
    }

    @Test
    void displayShowsAndUpdates() throws IOException {
        compilePicture();
        open(List.of(classes));
        assertThat(evaluator.run("var id = display(new fixture.Picture(1)); id", first))
                .isEqualTo(Outcome.done());
        String id = first.shown.get(0).id();
        evaluator.run("updateDisplay(id, new fixture.Picture(2))", second);
        assertThat(first.shown).hasSize(1);
        assertThat(first.shown.get(0).id()).isEqualTo(id);
        assertThat(first.shown.get(0).update()).isFalse();
        assertThat(first.shown.get(0).bundle())
                .containsEntry("image/svg+xml", "<svg viewBox='0 0 1 1'/>")
                .containsEntry("text/plain", "Picture[size=1]");
        assertThat(second.shown).hasSize(1);
        assertThat(second.shown.get(0).id()).isEqualTo(id);
        assertThat(second.shown.get(0).update()).isTrue();
    }

    @Test
    void displayTakesAMimeType() {
        open(List.of());
        assertThat(evaluator.run("display(\"<b>bold</b>\", \"text/html\")", first))
                .isEqualTo(Outcome.done());
        assertThat(first.shown.get(0).bundle()).containsEntry("text/html", "<b>bold</b>");
        assertThat(first.shown.get(0).bundle()).containsKey("text/plain");
    }

    @Test
    void aValueWithAPictureIsDisplayed() throws IOException {
        compilePicture();
        open(List.of(classes));
        Outcome outcome = evaluator.run("new fixture.Picture(7)", first);
        assertThat(outcome.value().orElseThrow().object()).hasToString("Picture[size=7]");
        assertThat(outcome.value().orElseThrow().text()).isEmpty();
        assertThat(first.shown).singleElement().satisfies(shown -> assertThat(shown.bundle())
                .containsKeys("image/svg+xml", "text/plain"));
    }

    @Test
    void cellsSeeTheirClassPathAndNothingElse() throws IOException {
        compilePicture();
        open(List.of(classes));
        assertThat(evaluator
                        .run("fixture.Picture.where()", first)
                        .value()
                        .orElseThrow()
                        .object())
                .isEqualTo("the given class path");
        assertThat(evaluator
                        .run("org.junit.jupiter.api.Test.class", first)
                        .failure()
                        .orElseThrow()
                        .message())
                .contains("org.junit.jupiter.api");
        assertThat(evaluator
                        .run("Class.forName(\"raftbook.book.eval.Evaluator\")", first)
                        .failure()
                        .orElseThrow()
                        .kind())
                .isEqualTo("ClassNotFoundException");
    }

    @Test
    void aPictureOfARunBringsItToThoseWhoKeepRuns() {
        Recorder keeper = new Recorder() {
            @Override
            public boolean keepsRuns() {
                return true;
            }
        };
        String picture = "raftbook.cluster.SimulatedCluster.of(3, 1).picture()";
        open(List.of(Digest.folderOf(RaftNode.class)));
        evaluator.run(picture, first);
        evaluator.run(picture, keeper);
        assertThat(first.shown.get(0).bundle()).containsOnlyKeys("image/svg+xml", "text/plain");
        assertThat(keeper.shown.get(0).bundle().get("application/x-raftbook-run"))
                .startsWith("TimerSet 0 n1 ");
    }
}
