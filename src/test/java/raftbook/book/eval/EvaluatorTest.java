package raftbook.book.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import raftbook.book.Recorder;
import raftbook.book.eval.Outcome.Failure;

class EvaluatorTest {

    private static Evaluator evaluator;
    private final Recorder recorder = new Recorder();

    @BeforeAll
    static void open() {
        evaluator = new Evaluator(List.of());
    }

    @AfterAll
    static void close() {
        evaluator.close();
    }

    @BeforeEach
    void forget() {
        evaluator.reset();
    }

    private Object value(String cell) {
        Outcome outcome = evaluator.run(cell, recorder);
        assertThat(outcome.failure()).isEmpty();
        return outcome.value().orElseThrow().object();
    }

    private Failure failure(String cell) {
        return evaluator.run(cell, recorder).failure().orElseThrow();
    }

    private void nothing(String cell) {
        assertThat(evaluator.run(cell, recorder)).isEqualTo(Outcome.done());
    }

    @Test
    void theValueOfTheLastExpressionIsTheObjectItself() {
        Object list = value("""
                var list = new ArrayList<>(List.of(1, 2));
                list.add(3);
                list
                """);
        assertThat(list).isInstanceOf(java.util.ArrayList.class).isEqualTo(List.of(1, 2, 3));
        assertThat(value("list")).isSameAs(list);
    }

    @Test
    void aCellWithoutALastExpressionHasNoValue() {
        nothing("int x = 3;");
        nothing("x = 4");
        nothing("for (int i = 0; i < 3; i++) { x++; }");
        nothing("void twice() { x *= 2; }");
        nothing("twice()");
        nothing("// only a remark");
        nothing("");
        nothing("(Object) null");
        assertThat(value("x")).isEqualTo(14);
    }

    @Test
    void anExpressionBeforeTheLastMayBeAnyAndItsValueHasNoName() {
        assertThat(value("var list = new ArrayList<Integer>();\nlist.size() + 1;\nlist.add(7); // is true\nlist"))
                .isEqualTo(List.of(7));
        assertThat(value("list.size()")).isEqualTo(1);
        assertThat(failure("$1").message()).startsWith("cannot find symbol");
        assertThat(failure("int n = 3;\nMath.abs(\n    nowhere);\nn"))
                .extracting(Failure::line, Failure::column)
                .containsExactly(3, 5);
        assertThat(failure("Objects.requireNonNull(\n    null);\nlist").line()).isEqualTo(1);
    }

    @Test
    void textIsForReaders() {
        assertThat(evaluator.run("\"a\\\"b\"", recorder).value().orElseThrow().text())
                .isEqualTo("a\"b");
        assertThat(evaluator
                        .run("new int[][] {{1}, {2, 3}}", recorder)
                        .value()
                        .orElseThrow()
                        .text())
                .isEqualTo("[[1], [2, 3]]");
    }

    @Test
    void manySnippetsMayShareACellAndALine() {
        assertThat(value("""
                import java.math.BigInteger; // a remark

                /** Doubles. */
                BigInteger twice(BigInteger n) {
                    return n.add(n);
                }

                record Pair(int a, int b) {} var p = new Pair(1, 2); int sum = p.a() + p.b();
                twice(BigInteger.valueOf(sum))""")).hasToString("6");
    }

    @Test
    void aMethodMayUseWhatALaterSnippetOfTheCellDeclares() {
        assertThat(value("int f() { return g(); }\nint g() { return 7; }\nf()")).isEqualTo(7);
    }

    @Test
    void aCellThatNeverDeclaresWhatItsMethodUsesFails() {
        Failure failure = failure("int x = 1;\nint f() {\n    return gg() + x;\n}\n");
        assertThat(failure.kind()).isEqualTo(Failure.COMPILE);
        assertThat(failure.message()).contains("cannot find symbol").contains("gg()");
        assertThat(failure.line()).isEqualTo(3);
        assertThat(failure.column()).isEqualTo(12);
    }

    @Test
    void aCompileErrorNamesTheLineOfTheCell() {
        Failure failure = failure("\n\nint a = 1;\n\nint b = a +\n    nowhere;\n");
        assertThat(failure.message()).isEqualTo("cannot find symbol\n  symbol:   variable nowhere");
        assertThat(failure.line()).isEqualTo(6);
        assertThat(failure.column()).isEqualTo(5);
        assertThat(failure.cause()).isNull();
        assertThat(value("a")).isEqualTo(1);
    }

    @Test
    void aSyntaxErrorNamesTheLineOfTheCell() {
        Failure failure = failure("int a = 1;\nint b = ) 2;\n");
        assertThat(failure.kind()).isEqualTo(Failure.COMPILE);
        assertThat(failure.line()).isEqualTo(2);
    }

    @Test
    void anUnfinishedCellRunsNothing() {
        Failure failure = failure("System.out.println(1);\n\nfor (;;) {\n");
        assertThat(failure.kind()).isEqualTo(Failure.COMPILE);
        assertThat(failure.line()).isEqualTo(3);
        assertThat(failure.message()).contains("bracket");
        assertThat(recorder.out()).isEmpty();
    }

    @Test
    void anExceptionIsTheRealOneWithTheLineOfTheCell() {
        nothing("int reciprocal(int n) { return 1 / n; }");
        Failure failure = failure("""
                int zero = 0;

                int call() {
                    return reciprocal(zero);
                }
                int before = 1; call();
                """);
        assertThat(failure.kind()).isEqualTo("ArithmeticException");
        assertThat(failure.message()).isEqualTo("/ by zero");
        assertThat(failure.line()).isEqualTo(4);
        assertThat(failure.cause()).isInstanceOf(ArithmeticException.class);
        assertThat(failure.report())
                .containsExactly(
                        "ArithmeticException in line 4: / by zero",
                        "    at reciprocal, an earlier cell",
                        "    at call, line 4 of this cell",
                        "    at line 6 of this cell");
    }

    @Test
    void aCauseIsTold() {
        Failure failure = failure("""
                try {
                    int none = (new int[0])[0];
                } catch (IndexOutOfBoundsException e) {
                    throw new IllegalStateException("no entry", e);
                }
                """);
        assertThat(failure.line()).isEqualTo(4);
        assertThat(failure.cause()).hasCauseInstanceOf(ArrayIndexOutOfBoundsException.class);
        assertThat(failure.report())
                .anySatisfy(line -> assertThat(line).startsWith("caused by java.lang.ArrayIndexOut"));
        assertThat(failure.report()).contains("    at line 2 of this cell");
    }

    @Test
    void anErrorIsAFailureToo() {
        Failure failure = failure("int deep(int n) { return deep(n + 1) + 1; }\ndeep(0)");
        assertThat(failure.kind()).isEqualTo("StackOverflowError");
        assertThat(failure.line()).isEqualTo(1);
    }

    @Test
    void whatWouldEndTheJvmEndsTheCellAlone() {
        for (String cell : List.of(
                "System.exit(3);",
                "Runtime.getRuntime().exit(3);",
                "Runtime.getRuntime().halt(3);",
                "IntConsumer exit = System::exit; exit.accept(3);",
                "IntConsumer halt = Runtime.getRuntime()::halt; halt.accept(3);")) {
            Failure failure = failure("import java.util.function.IntConsumer;\n" + cell);
            assertThat(failure.message()).as(cell).contains("System.exit(3) would end the JVM");
            assertThat(failure.line()).as(cell).isEqualTo(2);
        }
    }

    @Test
    void whatWouldEndTheJvmInTheLibraryEndsTheCellAlone() {
        evaluator.close();
        evaluator = new Evaluator(List.of(Path.of("target/classes")));
        assertThat(failure("raftbook.demo.RaftElectionDemo.main(new String[] {\"--no-such-argument\"})")
                        .message())
                .contains("System.exit(2) would end the JVM");
    }

    @Test
    void assertionsAreChecked() {
        assertThat(failure("int one = 1;\nassert one == 2 : \"not two\";"))
                .extracting(Failure::kind, Failure::message, Failure::line)
                .containsExactly("AssertionError", "not two", 2);
    }

    @Test
    void aLockTakenInOneSnippetCanBeReleasedInTheNext() {
        nothing("var lock = new java.util.concurrent.locks.ReentrantLock(); lock.lock();");
        nothing("lock.unlock();");
    }

    @Test
    void resetForgets() {
        nothing("int x = 3;");
        evaluator.reset();
        assertThat(failure("x").message()).contains("cannot find symbol");
    }

    @Test
    void anImportThatFindsNothingIsRefused() {
        assertThatThrownBy(() -> new Evaluator(List.of(), List.of("no.such.Type")).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("import no.such.Type;")
                .hasMessageContaining("class path");
    }

    @Test
    void completionKnowsTheCellsVariables() {
        nothing("var population = List.of(1);");
        String source = "int n = 1;\npopulation.isEm";
        Completion completion = evaluator.complete(source, source.length());
        assertThat(completion.candidates()).contains("isEmpty()");
        assertThat(source.substring(completion.start())).isEqualTo("isEm");
    }

    @Test
    void inspectionShowsTheSignature() {
        String source = "int n = 1; Math.floorMod(n, 2)";
        assertThat(evaluator.inspect(source, source.indexOf("Mod")).orElseThrow())
                .contains("int Math.floorMod(int x, int y)");
        assertThat(evaluator.inspect("n +", 3)).isEmpty();
    }

    @Test
    void inspectionShowsWhatTheLibrarysSourcesSay() {
        try (Evaluator library = new Evaluator(List.of(Path.of("target/classes")))) {
            library.run("import raftbook.cluster.*; LiveCluster c = null;", recorder);
            String call = "LiveCluster.of(3)";
            assertThat(library.inspect(call, call.indexOf("of")).orElseThrow())
                    .contains("LiveCluster LiveCluster.of(int size)")
                    .containsPattern("(?s)size\\).*\\w+ \\w+ \\w+")
                    .doesNotContain("{@");
            assertThat(library.inspect("c.awaitLeader()", 5)
                            .orElseThrow()
                            .lines()
                            .count())
                    .isGreaterThan(1);
            assertThat(library.inspect("raftbook.raft.RaftLog", 18)
                            .orElseThrow()
                            .lines()
                            .count())
                    .isGreaterThan(1);
            library.run("raftbook.raft.NodeId n = null;", recorder);
            assertThat(library.inspect("n.name()", 4).orElseThrow().lines().count())
                    .as("an accessor is told of by its record")
                    .isGreaterThan(1);
            assertThat(library.inspect("new raftbook.raft.NodeId(\"n1\")", 23)
                            .orElseThrow()
                            .lines()
                            .count())
                    .as("so is a constructor")
                    .isGreaterThan(1);
            assertThat(library.inspect("c", 1).orElseThrow()).startsWith("c:raftbook.cluster.LiveCluster\n");
        }
    }
}
