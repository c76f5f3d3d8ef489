package raftbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each package says what is in it, in reading order: who looks for a file finds it from there. */
class PackagesTest {
    private static final Path LIBRARY = Path.of("src/main/java/raftbook");

    static List<Path> packages() throws IOException {
        try (Stream<Path> found = Files.list(LIBRARY)) {
            return found.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageNamesItsFiles(Path folder) throws IOException {
        String contents = Files.readString(folder.resolve("package-info.java"));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String type = file.getFileName().toString().replace(".java", "");
                if (!type.equals("package-info")) assertThat(contents).contains("." + type + "}");
            }
        }
    }
}
