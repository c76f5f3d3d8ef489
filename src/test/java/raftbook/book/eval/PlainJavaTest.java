package raftbook.book.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import raftbook.book.Recorder;
import raftbook.book.eval.Outcome.Failure;

/** Cells are plain Java where they can be; where they cannot, the reader is told. */
class PlainJavaTest {

    private static final Evaluator EVALUATOR = new Evaluator(List.of());
    private final Recorder recorder = new Recorder();

    @AfterAll
    static void close() {
        EVALUATOR.close();
    }

    @BeforeEach
    void forget() {
        EVALUATOR.reset();
    }

    private Failure failure(String cell) {
        return EVALUATOR.run(cell, recorder).failure().orElseThrow();
    }

    private String text(String cell) {
        Outcome outcome = EVALUATOR.run(cell, recorder);
        assertThat(outcome.failure()).isEmpty();
        return outcome.value().map(Outcome.Value::text).orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"for (int i = 0; i < 3; i++)", "while (true)", "if (1 < 2)", "for (int i : List.of(1))"})
    void aLoopWithoutABodyIsUnfinished(String cell) {
        assertThat(EVALUATOR.isComplete(cell)).isFalse();
        assertThat(failure("int one = 1;\n" + cell))
                .extracting(Failure::kind, Failure::line)
                .containsExactly(Failure.COMPILE, 2);
        assertThat(EVALUATOR.run("one", recorder).failure())
                .as("an unfinished cell runs nothing")
                .isPresent();
    }

    @Test
    void aLoopWithAnEmptyBodyIsWhole() {
        assertThat(EVALUATOR.isComplete("for (int i = 0; i < 3; i++);")).isTrue();
        assertThat(text("int n = 0; for (; n < 3; n++);\nif (n == 3) { n++; }\nn"))
                .isEqualTo("4");
    }

    @Test
    void aRecordsConstructorNeedsNoAccess() {
        assertThat(text("""
                record Term(int number) { Term { if (number < 0) { throw new IllegalArgumentException(); } } }
                record Vote(int term, String by) {
                    Vote(int term, String by) { this.term = term; this.by = by; }
                    Vote(int term) { this(term, "n1"); }
                }
                new Term(3) + " " + new Vote(4)""")).isEqualTo("Term[number=3] Vote[term=4, by=n1]");
    }

    @Test
    void anErrorInSuchARecordIsWhereItWasWritten() {
        Failure failure = failure("record Term(int number) { Term { nowhere(); } }");
        assertThat(failure.message()).contains("nowhere");
        assertThat(failure.column()).isEqualTo("record Term(int number) { Term { ".length() + 1);
    }

    @Test
    void aFinalVariableKeepsItsValue() {
        assertThat(failure("final int q = 3;\nq = 4;"))
                .extracting(Failure::message, Failure::line, Failure::column)
                .containsExactly("cannot assign a value to final variable q", 2, 1);
        assertThat(failure("for (int i = 0; i < 3; i++) { q += i; }").message()).contains("final variable q");
        assertThat(failure("q++").message()).contains("final variable q");
        assertThat(text("Runnable r = () -> { int q = 7; q++; }; r.run(); q")).isEqualTo("3");
        assertThat(text("int q = 5; q = 6; q")).isEqualTo("6");
    }

    @Test
    void aReturnNeedsAMethod() {
        assertThat(failure("int one = 1;\nreturn 5;"))
                .extracting(Failure::kind, Failure::line)
                .containsExactly(Failure.COMPILE, 2);
        assertThat(failure("if (one == 1) { return; }").message()).contains("return outside of a method");
        assertThat(text("""
                int f() { return 1; }
                java.util.function.IntSupplier g = () -> { return f() + 1; };
                var h = new java.util.function.IntSupplier() { public int getAsInt() { return 3; } };
                f() + g.getAsInt() + h.getAsInt()
                """)).isEqualTo("6");
    }

    @Test
    void aVariableOfARecordThatIsDeclaredAgainIsSaidToBeLost() {
        text("record Term(int number) {}\nTerm t = new Term(3); var other = List.of(t); int kept = 7;");
        text("record Term(int number) { int next() { return number + 1; } }");
        assertThat(recorder.err()).contains("note: ").containsPattern("values are lost: .*\\bt\\b");
        text("t = new Term(4);");
        text("record Term(int number, String by) {}");
        assertThat(recorder.err().lines()).hasSize(2).last().asString().containsPattern("lost: .*\\bt\\b");
        assertThat(text("kept")).isEqualTo("7");
    }

    @Test
    void aCellThatIsRunAgainHasNothingToSay() {
        String cell = "record Term(int number) { int next() { return number + 1; } }\nTerm t = new Term(3);"
                + "\nint f() { return 1; }\njava.util.function.IntSupplier g = () -> f();";
        text(cell);
        text(cell);
        text(cell.replace("+ 1", "+ 2").replace("return 1", "return 2"));
        assertThat(recorder.err()).isEmpty();
    }

    @Test
    void anImportLosesNoValues() {
        text("java.util.function.IntSupplier g = () -> 3; var list = new ArrayList<>(List.of(1)); int n = 5;");
        text("import java.util.function.*;\nimport java.math.*;");
        assertThat(text("g.getAsInt() + \" \" + list + \" \" + n")).isEqualTo("3 [1] 5");
        assertThat(recorder.err()).isEmpty();
    }

    @Test
    void aLambdaThatCallsAnEarlierMethodIsNamed() {
        text("int f() { return 1; }\njava.util.function.IntSupplier g = () -> f(), other = () -> 7;");
        text("int f() { return 2; }");
        assertThat(recorder.err())
                .isEqualTo("note: f has been declared again, and these variables still call the earlier one: g;"
                        + " run the cells again that set them\n");
    }
}
