package raftbook.book.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    @TempDir
    Path folder;

    @Test
    void classesOfTestsDoNotCount() throws IOException {
        Files.writeString(folder.resolve("Cell.class"), "cell");
        String alone = Digest.content(folder);
        Files.writeString(folder.resolve("CellTest.class"), "a test");
        Files.writeString(folder.resolve("CellTest$Case.class"), "a case");
        assertThat(Digest.content(folder)).isEqualTo(alone);
        Files.writeString(folder.resolve("CellTester.class"), "no test");
        assertThat(Digest.content(folder)).isNotEqualTo(alone);
    }

    /** Or else results that were remembered are made once more when the tests have been compiled. */
    @ParameterizedTest
    @ValueSource(strings = {"chapter", "eval", "source", "grade", "script", "world"})
    void whatTestsNeedBesidesLiesElsewhere(String room) throws IOException {
        Path tests = Path.of("src/test/java/raftbook/book").resolve(room);
        if (!Files.exists(tests)) return;
        try (Stream<Path> files = Files.walk(tests).filter(Files::isRegularFile)) {
            assertThat(files.map(file -> file.getFileName().toString())).allMatch(name -> name.endsWith("Test.java"));
        }
    }
}
