package raftbook.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/mutants.txt} speaks of the code as it is; whether what it says is true, {@code mvn -Pmutation} finds out. */
class MutantsTest {

    @Test
    void everyMutantThatMayLiveIsAChangeOfALineThatIsThere() throws Exception {
        for (String name : Explained.read().survivors()) {
            String[] parts = name.split(" \\| ", 3);
            String type = parts[0].replaceAll("^(\\w+\\.\\w+).*", "$1");
            Path source = Path.of("src/main/java/raftbook", type.replace('.', '/') + ".java");
            assertThat(source).as("%s: %s", Explained.FILE, name).exists();
            assertThat(Files.readAllLines(source).stream().map(String::strip))
                    .as("%s: %s", Explained.FILE, name)
                    .contains(parts[2]);
        }
    }
}
