package raftbook.book.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import raftbook.book.Recorder;
import raftbook.book.eval.Outcome.Failure;

class StoppingTest {

    /** A loop in which no code of a cell is called. */
    private static final String BUSY_IN_THE_JDK =
            "Stream.generate(enough::get).filter(Boolean.TRUE::equals).findFirst();";

    private final Evaluator evaluator = new Evaluator(List.of(), List.of(), Duration.ofMillis(400));
    private final Recorder recorder = new Recorder();

    @AfterEach
    void close() {
        evaluator.close();
    }

    private Failure stop(String cell) throws InterruptedException {
        Recorder.Running running = recorder.start(evaluator, cell);
        recorder.awaitOut("started");
        evaluator.interrupt();
        return running.await().failure().orElseThrow();
    }

    @Test
    void aWaitingCellIsInterrupted() throws InterruptedException {
        Failure failure =
                stop("{\n    System.out.println(\"started\");\n    Thread.sleep(1_000_000);\n}\nint never = 1;");
        assertThat(failure.kind()).isEqualTo(Failure.STOPPED);
        assertThat(failure.message()).isEqualTo("by an interrupt");
        assertThat(failure.line()).isEqualTo(3);
        assertThat(failure.cause()).isInstanceOf(InterruptedException.class);
        assertThat(evaluator.run("1 + 1", recorder).value().orElseThrow().object())
                .isEqualTo(2);
    }

    @Test
    void aCellThatPrintsForEverEndsWhereItPrints() throws InterruptedException {
        Failure failure = stop("while (true) {\n    System.out.println(\"started\");\n}");
        assertThat(failure.kind()).isEqualTo(Failure.STOPPED);
        assertThat(failure.message()).isEqualTo("by an interrupt");
        assertThat(failure.line()).isEqualTo(2);
    }

    @Test
    void aCellThatHeedsItsInterruptMayPrintItsFarewell() throws InterruptedException {
        Failure failure = stop("""
                try {
                    System.out.println("started");
                    Thread.sleep(1_000_000);
                } catch (InterruptedException e) {
                    System.out.println("farewell");
                }
                int never = 1;
                """);
        assertThat(failure.kind()).isEqualTo(Failure.STOPPED);
        assertThat(recorder.out()).contains("farewell");
        assertThat(evaluator.run("never", recorder).failure()).isPresent();
    }

    @Test
    void aLoopWithoutAnEndIsStoppedWhereItIs() throws InterruptedException {
        evaluator.run("int kept = 42;", recorder);
        Failure failure = stop(
                "{\n    System.out.println(\"started\");\n    long n = 0;\n    while (true) {\n        n++;\n    }\n}\n");
        assertThat(failure.kind()).isEqualTo(Failure.STOPPED);
        assertThat(failure.message()).isEqualTo("by an interrupt");
        assertThat(failure.line()).isBetween(4, 5);
        assertThat(evaluator.run("kept", recorder).value().orElseThrow().object())
                .isEqualTo(42);
    }

    @Test
    void aLoopThatCatchesEverythingIsStoppedToo() throws InterruptedException {
        Failure failure = stop("""
                while (true) {
                    try {
                        System.out.println("started");
                        Thread.sleep(10);
                    } catch (Throwable e) {
                    }
                }
                """);
        assertThat(failure.message()).isEqualTo("by an interrupt");
    }

    @Test
    void aStreamWithoutAnEndIsStoppedInItsLambda() throws InterruptedException {
        Failure failure =
                stop("{ System.out.println(\"started\"); IntStream.iterate(1, i -> i + 1).allMatch(i -> true); }");
        assertThat(failure.message()).isEqualTo("by an interrupt");
    }

    @Test
    void aValueWhoseTextHasNoEndIsStopped() throws InterruptedException {
        Failure failure = stop("""
                class Endless {
                    public String toString() {
                        System.out.println("started");
                        while (true) {}
                    }
                }
                new Endless()
                """);
        assertThat(failure.kind()).isEqualTo(Failure.STOPPED);
        assertThat(evaluator.run("1 + 1", recorder).value()).isPresent();
    }

    @Test
    void anExceptionWhoseMessageHasNoEndIsStopped() throws InterruptedException {
        Failure failure = stop("""
                class Endless extends RuntimeException {
                    public String getMessage() {
                        System.out.println("started");
                        while (true) {}
                    }
                }
                throw new Endless();
                """);
        assertThat(failure.kind()).isEqualTo(Failure.STOPPED);
        assertThat(evaluator.run("1 + 1", recorder).value()).isPresent();
    }

    @Test
    void aCellThatIsBusyInTheJdkIsAbandonedAndTheSessionLivesOn() throws InterruptedException {
        evaluator.run("int kept = 42; var enough = new java.util.concurrent.atomic.AtomicBoolean();", recorder);
        Failure failure = stop("{\n    System.out.println(\"started\");\n    " + BUSY_IN_THE_JDK + "\n}\n");
        assertThat(failure.kind()).isEqualTo(Failure.STOPPED);
        assertThat(failure.message()).contains("did not react").contains("abandoned");
        assertThat(failure.line()).isEqualTo(1);
        assertThat(evaluator
                        .run("enough.set(true); kept", recorder)
                        .value()
                        .orElseThrow()
                        .object())
                .isEqualTo(42);
    }

    @Test
    void anAbandonedThreadEndsWhenItIsBackInTheCell() throws InterruptedException {
        evaluator.run("""
                var enough = new java.util.concurrent.atomic.AtomicBoolean();
                var ended = new CountDownLatch(1);
                """, recorder);
        Failure failure = stop("""
                try {
                    System.out.println("started");
                    %s
                    Thread.interrupted();
                    System.out.println("back again");
                } finally {
                    ended.countDown();
                }
                """.formatted(BUSY_IN_THE_JDK));
        assertThat(failure.message()).contains("abandoned");
        evaluator.run("enough.set(true); ended.await();", recorder);
        assertThat(recorder.out()).doesNotContain("back again");
    }

    @Test
    void aThreadThatGoesOnAfterItsSessionIsEnded() throws Exception {
        evaluator.run("""
                class Busy implements Runnable {
                    public void run() {
                        while (true) {}
                    }
                }
                var busy = new Thread(new Busy());
                busy.start();
                """, recorder);
        Thread busy =
                (Thread) evaluator.run("busy", recorder).value().orElseThrow().object();
        evaluator.reset();
        busy.join();
    }

    @Test
    void aCellThatWasStoppedBeforeItCouldBeginDoesNotRun() {
        Failure failure = evaluator
                .run("System.out.println(\"never\"); while (true) {}", recorder, () -> true)
                .failure()
                .orElseThrow();
        assertThat(failure.kind()).isEqualTo(Failure.STOPPED);
        assertThat(recorder.out()).isEmpty();
    }

    /** Else an interrupt that comes between the question and the call finds nothing to stop, and the call never ends. */
    @Test
    void noInterruptComesBetweenTheQuestionWhetherACallIsStoppedAndTheCall() {
        try (CellThread thread = new CellThread(getClass().getClassLoader(), Duration.ofMillis(400), () -> {})) {
            AtomicBoolean held = new AtomicBoolean();
            CellThread.Ended ended = thread.call(null, () -> "ran", () -> {
                held.set(Thread.holdsLock(thread));
                return true;
            });
            assertThat(held).as("interrupt() waits for it").isTrue();
            assertThat(ended.thrown()).isNotNull();
        }
    }

    @Test
    void anInterruptWithoutACellIsNothing() {
        evaluator.interrupt();
        assertThat(evaluator.run("1 + 1", recorder).value()).isPresent();
    }

    @Test
    void anInterruptDuringCompilationKeepsTheCellFromRunning() {
        Sink stopsItself = new Sink() {
            @Override
            public void text(Stream stream, String text) {
                evaluator.interrupt();
            }

            @Override
            public void display(String id, Map<String, String> mimeBundle, boolean update) {}
        };
        Failure failure = evaluator
                .run("System.out.println();\nint never = 1;", stopsItself)
                .failure()
                .orElseThrow();
        assertThat(failure.kind()).isEqualTo(Failure.STOPPED);
        assertThat(failure.line()).isEqualTo(1);
    }

    @Test
    void resetInterruptsTheThreadsOfCells() throws InterruptedException {
        evaluator.run("""
                new Thread(() -> {
                    System.out.println("waiting");
                    try {
                        Thread.sleep(1_000_000);
                    } catch (InterruptedException e) {
                        System.out.println("ended by reset");
                    }
                }).start();
                """, recorder);
        recorder.awaitOut("waiting");
        evaluator.reset();
        recorder.awaitOut("ended by reset");
    }
}
