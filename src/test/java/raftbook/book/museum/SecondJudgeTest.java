package raftbook.book.museum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the museum says of TLC is found once more: in every build for one exhibit in so many that TLC refuses, and by {@code .ci/run}, with
 * {@code -Draftbook.judgedWorlds=20}, for all.
 */
class SecondJudgeTest {
    private static final int WORLDS = Integer.getInteger("raftbook.judgedWorlds", 3);
    private static final int ENOUGH = 20;
    private static final int ONE_IN = 9;

    private static final Museum MUSEUM = Museum.read(Path.of("docs"));
    private static final Map<String, String> SOURCES = Museum.sources(Path.of(""));

    static Stream<Exhibit> exhibits() {
        if (WORLDS >= ENOUGH) return MUSEUM.exhibits().stream();
        var refused = MUSEUM.exhibits().stream()
                .filter(exhibit -> MUSEUM.finding(exhibit).isRefused())
                .toList();
        return IntStream.range(0, refused.size()).filter(i -> i % ONE_IN == 0).mapToObj(refused::get);
    }

    @ParameterizedTest
    @MethodSource("exhibits")
    void tlcRefusesTheSameEventAgainAndNothingElse(Exhibit exhibit) {
        Finding told = MUSEUM.finding(exhibit);
        assertThat(told.get("judged"))
                .as("%s is new: mvn -Pmuseum -Dmuseum=%s", exhibit.id(), exhibit.id())
                .isNotEmpty();
        Map<String, String> asked = new HashMap<>(Map.of("judged", WORLDS < ENOUGH ? "0" : told.get("judged")));
        if (WORLDS < ENOUGH) asked.put("world", told.get("refused"));
        else if (told.isCaught()) asked.put("world", told.get("world"));
        Map<String, String> expected =
                told.isRefused() ? Map.of("refused", told.get("refused"), "step", told.get("step")) : Map.of();
        assertThat(new Mutant(exhibit.id(), exhibit.apply(SOURCES)).visit().apply(asked))
                .isEqualTo(expected);
    }
}
