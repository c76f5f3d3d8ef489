package raftbook.book.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the appendix for instructors says of exams. */
class MidTermTest {
    private String appendix;

    @BeforeEach
    void read() throws IOException {
        appendix = Files.readString(Path.of("docs/chapters/C-teach-this.adoc"));
    }

    @Test
    void theSeedsThatItNamesNeedNoChapterAfterTheTenth() {
        MatchResult named = Pattern.compile(
                        "`-Dquestions=(\\d)` with one of the\\s+seeds ([\\d, ]+): .*\\s.* for (\\d+) points")
                .matcher(appendix)
                .results()
                .findFirst()
                .orElseThrow();
        for (String seed : named.group(2).split(", ")) {
            Paper paper = Paper.of(Long.parseLong(seed), "a secret", "Ann", Integer.parseInt(named.group(1)));
            assertThat(paper.questions())
                    .as("seed " + seed)
                    .allMatch(each -> each.kind().chapter() <= 10);
            assertThat(paper.points()).isEqualTo(Integer.parseInt(named.group(3)));
        }
    }

    @Test
    void itNamesTheChapterThatEachKindNeeds() {
        List<String> rows = Arrays.stream(Kind.values())
                .map(kind -> "|" + kind.title() + " |" + kind.chapter())
                .toList();
        assertThat(appendix.lines().toList()).containsAll(rows);
        assertThat(Paper.of(2026, "", "Ann", 6).points()).isEqualTo(18);
        assertThat(appendix).contains("Six questions are 18 points");
    }
}
