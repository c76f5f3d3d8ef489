package raftbook.book.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chapters run on one library, each on the part of it that has been told. */
class SharedLibraryTest {

    private static final List<Path> CLASSES = List.of(Path.of("target/classes"));

    private final CellLibrary library = new CellLibrary(CLASSES);

    private static Object value(Evaluator evaluator, String cell) {
        return evaluator.run(cell, Sink.none()).value().orElseThrow().object();
    }

    @Test
    void aClassIsLoadedOnceForAll() {
        try (Evaluator first = new Evaluator(CLASSES, library);
                Evaluator second = new Evaluator(CLASSES, library)) {
            Object mine = value(first, "raftbook.raft.NodeId.class");
            assertThat(value(second, "raftbook.raft.NodeId.class")).isSameAs(mine);
        }
    }

    @Test
    void aCellCanNameNoMoreThanItsOwnClassPath() {
        try (Evaluator early = new Evaluator(List.of(), library)) {
            assertThat(early.run("raftbook.raft.NodeId.class", Sink.none()).failure())
                    .get()
                    .satisfies(
                            failure -> assertThat(failure.message()).contains("package raftbook.raft does not exist"));
        }
    }

    @Test
    void whatOneHasLeftRunningEndsAndTheOtherGoesOn() throws InterruptedException {
        try (Evaluator going = new Evaluator(CLASSES, library)) {
            Thread left;
            try (Evaluator ending = new Evaluator(CLASSES, library)) {
                left = (Thread)
                        value(ending, "Thread left = new Thread(() -> { while (true) {} }); left.start(); left");
            }
            left.join(30_000);
            assertThat(left.isAlive()).isFalse();
            assertThat(value(going, "int sum = 0; for (int i = 0; i < 1000; i++) sum += i; sum"))
                    .isEqualTo(499_500);
        }
    }
}
