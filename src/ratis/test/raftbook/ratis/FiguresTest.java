package raftbook.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/recorded/19-figures.txt, which the chapter reckons with. */
class FiguresTest {

    private static final String REMEDY =
            "run mvn -Pratis,ratis-bench on a machine that does nothing else, and commit what it writes";

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of("docs/recorded/19-figures.txt"));
    }

    @Test
    void theFiguresAreOfTheVersionsThatThePomNames() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String ratis = found("<ratis.version>(.*?)</ratis.version>", pom);
        String zooKeeper = found("<artifactId>zookeeper</artifactId>\\s*<version>(.*?)</version>", pom);
        assertThat(String.join("\n", lines())).as(REMEDY).contains("Ratis " + ratis + ", ZooKeeper " + zooKeeper + ".");
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    @Test
    void eachLineSaysWhatItIsOfAndInWhichUnit() throws IOException {
        List<String> figures =
                lines().stream().filter(line -> !line.startsWith("#")).collect(Collectors.toList());
        assertThat(figures).as(REMEDY).hasSizeGreaterThan(60);
        assertThat(figures.stream().map(line -> line.split(" \\| ")[0])).doesNotHaveDuplicates();
        for (String line : figures) {
            assertThat(line)
                    .as(REMEDY)
                    .matches("[^|]+ \\| [0-9.]+ \\| [^|]+( \\| at (least|most) [0-9.]+: (not )?reached)?");
        }
    }

    /** Whoever edits a figure has to edit the verdict as well, and is found out here. */
    @Test
    void whatWasWantedIsReachedWhereTheLineSaysSoAndNowhereElse() throws IOException {
        int judged = 0;
        for (String line : lines()) {
            String[] part = line.split(" \\| ");
            if (line.startsWith("#") || part.length < 4) continue;
            String[] wanted = part[3].split("[ :]+", 4);
            double figure = Double.parseDouble(part[1]);
            double limit = Double.parseDouble(wanted[2]);
            boolean reached = wanted[1].equals("least") ? figure >= limit : figure <= limit;
            assertThat(wanted[3]).as("%s. %s", line, REMEDY).isEqualTo(reached ? "reached" : "not reached");
            judged++;
        }
        assertThat(judged).isEqualTo(8);
    }
}
