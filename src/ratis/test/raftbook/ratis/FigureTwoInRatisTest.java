package raftbook.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.junit.jupiter.api.Test;

/** The book's table of where each rule of Figure 2 is in Ratis names what is there, and no rule is missing. */
class FigureTwoInRatisTest {

    private static final List<String> PACKAGES = List.of("impl", "leader", "raftlog", "raftlog.segmented");

    @Test
    void everyRuleHasItsLine() throws IOException {
        List<String> rules = lines("figure2.txt")
                .map(line -> "rule:" + line.split(" \\| ")[0] + "[]")
                .toList();
        assertThat(lines("ratis-figure2.txt").map(line -> line.split(" \\| ")[0]))
                .containsExactlyElementsOf(rules);
    }

    @Test
    void everyMethodIsThere() throws IOException {
        assertThat(lines("ratis-figure2.txt").map(line -> line.split(" \\| ")[1]))
                .allSatisfy(name -> {
                    String[] part = name.split("\\.");
                    assertThat(Arrays.stream(type(part[0]).getDeclaredMethods()).map(each -> each.getName()))
                            .as(name)
                            .contains(part[1]);
                });
    }

    @Test
    void everySettingIsThere() throws Exception {
        Set<String> keys = new TreeSet<>(Set.of("-"));
        addKeys(RaftServerConfigKeys.class, keys);
        assertThat(lines("ratis-figure2.txt").map(line -> line.split(" \\| ")[2]))
                .isSubsetOf(keys);
    }

    private static void addKeys(Class<?> type, Set<String> keys) throws IllegalAccessException {
        for (var field : type.getFields()) {
            if (field.getName().endsWith("_KEY")) keys.add(String.valueOf(field.get(null)));
        }
        for (Class<?> each : type.getDeclaredClasses()) addKeys(each, keys);
    }

    private static Class<?> type(String name) {
        for (String each : PACKAGES) {
            try {
                return Class.forName("org.apache.ratis.server." + each + "." + name);
            } catch (ClassNotFoundException other) {
                // It is in another package.
            }
        }
        throw new AssertionError("Ratis has no class " + name + " in " + PACKAGES);
    }

    private static java.util.stream.Stream<String> lines(String file) throws IOException {
        return Files.readAllLines(Path.of("docs", file)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"));
    }
}
