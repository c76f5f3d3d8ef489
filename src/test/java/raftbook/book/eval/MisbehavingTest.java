package raftbook.book.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import raftbook.book.Recorder;
import raftbook.book.eval.Outcome.Failure;

/** Whatever a reader's class does in a method that we call: its cell ends, with a value or an error, and the next runs. */
class MisbehavingTest {

    private static final Evaluator EVALUATOR = new Evaluator(List.of());
    private final Recorder recorder = new Recorder();

    @AfterAll
    static void close() {
        EVALUATOR.close();
    }

    @AfterEach
    void theNextCellRuns() {
        assertThat(EVALUATOR.run("1 + 1", recorder).value().orElseThrow().text())
                .isEqualTo("2");
    }

    private Failure failure(String cell) {
        return EVALUATOR.run(cell, recorder).failure().orElseThrow();
    }

    private String text(String cell) {
        return EVALUATOR.run(cell, recorder).value().orElseThrow().text();
    }

    @Test
    void aListThatHoldsItself() {
        assertThat(text("List<Object> self = new ArrayList<>(); self.add(self); self"))
                .isEqualTo("[(this Collection)]");
        assertThat(failure("List<Object> deep = new ArrayList<>(); deep.add(List.of(deep)); deep")
                        .kind())
                .isEqualTo("StackOverflowError");
    }

    @Test
    void aValueWithoutAHashOrEquality() {
        assertThat(text("""
                class Hashless {
                    public int hashCode() { throw new IllegalStateException("no hash"); }
                    public boolean equals(Object other) { throw new IllegalStateException("no equality"); }
                    public String toString() { return "hashless"; }
                }
                new Hashless()
                """)).isEqualTo("hashless");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IllegalStateException",
                "StackOverflowError",
                "OutOfMemoryError",
                "LinkageError",
                "InternalError",
                "AssertionError"
            })
    void aValueWhoseTextFails(String thrown) {
        Failure failure = failure("class Textless { public String toString() { throw new " + thrown
                + "(); } }\nint one = 1;\nnew Textless()");
        assertThat(failure.kind()).isEqualTo(thrown);
        assertThat(failure.message()).contains("when its value was to be shown");
        assertThat(failure.line()).isEqualTo(3);
        assertThat(failure.report().get(1)).isEqualTo("    at Textless.toString, in a cell");
        assertThat(failure.report()).noneMatch(line -> line.contains("raftbook.book"));
    }

    @Test
    void aValueWithoutAText() {
        assertThat(text("class Nothing { public String toString() { return null; } }\nnew Nothing()"))
                .isEqualTo("null");
    }

    @Test
    void aPictureThatFails() {
        String picture =
                "class Torn { public String toSvg() { %s } public String toString() { return \"torn\"; } }\nnew Torn()";
        assertThat(failure(picture.formatted("throw new StackOverflowError();")).report())
                .anyMatch(line -> line.contains("StackOverflowError"));
        assertThat(EVALUATOR.run(picture.formatted("return null;"), recorder).failure())
                .isEmpty();
        assertThat(recorder.shown).singleElement().satisfies(shown -> assertThat(shown.bundle())
                .containsOnlyKeys("text/plain"));
    }

    @Test
    void framesThatFail() {
        String cell = """
                class Unmoved {
                    public String toSvg() { return "<svg/>"; }
                    public Iterator<String> frames() { %s }
                }
                new Unmoved()
                """;
        Recorder watching = new Recorder(true);
        for (String body : List.of(
                "throw new OutOfMemoryError();",
                "return null;",
                "return new Iterator<>() { public boolean hasNext() { return true; } public String next() { throw new InternalError(); } };")) {
            assertThat(EVALUATOR.run(cell.formatted(body), watching).failure())
                    .as(body)
                    .isPresent();
        }
    }

    @Test
    void anExceptionThatAnswersNothing() {
        Failure failure = failure("""
                class Mute extends RuntimeException {
                    public String getMessage() { throw new IllegalStateException(); }
                    public String toString() { throw new IllegalStateException(); }
                    public Throwable getCause() { throw new IllegalStateException(); }
                    public StackTraceElement[] getStackTrace() { return null; }
                    public int hashCode() { throw new IllegalStateException(); }
                }
                throw new Mute();
                """);
        assertThat(failure.kind()).isEqualTo("Mute");
        assertThat(failure.message()).contains("getMessage() of ").contains("has itself thrown");
        assertThat(failure("throw new RuntimeException((String) null);").message())
                .isEmpty();
    }

    @Test
    void causesInARing() {
        Failure failure = failure("""
                var one = new IllegalStateException("one");
                var two = new IllegalArgumentException("two", one);
                one.initCause(two);
                throw two;
                """);
        assertThat(failure.report().stream().filter(line -> line.startsWith("caused by")))
                .containsExactly("caused by java.lang.IllegalStateException: one");
    }

    @Test
    void causesWithoutAnEnd() {
        Failure failure = failure("""
                class Bottomless extends RuntimeException {
                    public Throwable getCause() { return new Bottomless(); }
                }
                throw new Bottomless();
                """);
        assertThat(failure.report()).hasSizeLessThan(250);
    }

    @Test
    @SuppressWarnings("removal")
    void aThreadsDeath() {
        assertThat(failure("throw new ThreadDeath();").kind()).isEqualTo("ThreadDeath");
    }

    @Test
    void allMemoryTaken() {
        assertThat(failure(
                                "List<long[]> all = new ArrayList<>(); while (true) { all.add(new long[Integer.MAX_VALUE - 8]); }")
                        .kind())
                .isEqualTo("OutOfMemoryError");
        EVALUATOR.run("all.clear()", recorder);
    }

    @Test
    void anExpressionTooDeepForTheCompiler() {
        String deep = "1" + " + 1".repeat(20_000);
        assertThat(failure("long sum = " + deep + ";").report()).isNotEmpty();
    }

    @Test
    void aStackThatRepeatsItselfIsToldOnce() {
        List<String> report =
                failure("int deep(int n) { return deep(n + 1) + 1; }\ndeep(0)").report();
        assertThat(report).hasSizeLessThan(10).anySatisfy(line -> assertThat(line)
                .matches(" +… the same line, \\d+ times more"));
        report = failure("int even(int n) { return odd(n + 1); }\nint odd(int n) { return even(n + 1); }\neven(0)")
                .report();
        assertThat(report).hasSizeLessThan(10).anySatisfy(line -> assertThat(line)
                .matches(" +… the same 2 lines, \\d+ times more"));
    }

    @Test
    void aLongTextIsCutAndSaysSo() {
        String list = text("new ArrayList<>(Collections.nCopies(2_000_000, 7))");
        assertThat(list).hasSizeLessThan(21_000).contains("characters are left out; the value has 2000000 elements");
        assertThat(text("\"x\".repeat(50_000_000)"))
                .hasSizeLessThan(21_000)
                .contains("49980000 of 50000000 characters are left out");
        assertThat(failure("throw new RuntimeException(\"x\".repeat(50_000_000));")
                        .report())
                .allMatch(line -> line.length() < 21_000);
        assertThat(text("\"😀\".repeat(50_000).substring(1)")).contains("are left out");
    }

    @Test
    void anImageIsShown() {
        EVALUATOR.run("new java.awt.image.BufferedImage(3, 2, java.awt.image.BufferedImage.TYPE_INT_RGB)", recorder);
        assertThat(recorder.shown)
                .singleElement()
                .satisfies(shown -> assertThat(shown.bundle().get("image/png")).startsWith("iVBORw0KGgo"));
    }
}
