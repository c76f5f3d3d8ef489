package raftbook.book.museum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the museum says of each bug is found once more, and the library as it is has none of them. */
class MuseumTest {
    private static final Museum MUSEUM = Museum.read(Path.of("docs"));
    private static final Map<String, String> SOURCES = Museum.sources(Path.of(""));
    private static final Mutant SOUND = new Mutant("as it is", Map.of());

    static Stream<String> ids() {
        return MUSEUM.exhibits().stream().map(Exhibit::id);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aBugIsCaughtAsTheMuseumSaysAndOnlyWhereItIs(String id) {
        Exhibit exhibit = MUSEUM.exhibit(id);
        Finding told = MUSEUM.finding(exhibit);
        Mutant mutant = new Mutant(id, exhibit.apply(SOURCES));
        assertThat(told.get("worlds"))
                .as("%s is new: mvn -Pmuseum -Dmuseum=%s", id, id)
                .isNotEmpty();
        if (told.isCaught()) {
            Map<String, String> asked = Map.of("world", told.get("world"));
            Map<String, String> found = mutant.visit().apply(asked);
            assertThat(found).containsEntry("breaks", told.get("breaks")).containsEntry("says", told.get("says"));
            assertThat(MUSEUM.picture(exhibit)).contains(found.get("svg"));
            assertThat(SOUND.visit().apply(asked)).isEmpty();
        }
        if (!told.get("bridge").isEmpty()) {
            Map<String, String> asked = Map.of("bridge", "1");
            assertThat(mutant.visit().apply(asked)).containsEntry("replaced", told.get("bridge"));
            assertThat(SOUND.visit().apply(asked)).containsEntry("replaced", "yes");
        }
    }

    @Test
    void thereAreEnoughOfThemAndTheYoungOnesAreNotFew() {
        List<Exhibit> exhibits = MUSEUM.exhibits();
        assertThat(exhibits.stream().filter(each -> isKnownHere(each)).count()).isGreaterThanOrEqualTo(25);
        assertThat(exhibits.stream()
                        .filter(each ->
                                isKnownHere(each) && each.seen().stream().anyMatch(seen -> seen.year() >= 2024))
                        .count())
                .isGreaterThanOrEqualTo(10);
        assertThat(exhibits).allSatisfy(each -> assertThat(each.seen())
                .allSatisfy(seen -> assertThat(seen.link()).startsWith("https://github.com/")));
    }

    private static boolean isKnownHere(Exhibit exhibit) {
        return MUSEUM.picture(exhibit).isPresent();
    }

    @Test
    void whatAChangeChangesMustStandThereOnce() {
        Exhibit.Edit nowhere = new Exhibit.Edit("raft/Quorum.java", "clusterSize / 3", "1");
        Exhibit.Edit often = new Exhibit.Edit("raft/Quorum.java", "clusterSize", "1");
        Exhibit.Edit noFile = new Exhibit.Edit("raft/Nothing.java", "a", "b");
        assertThatThrownBy(() -> changing(nowhere).apply(SOURCES))
                .hasMessageStartingWith(
                        "docs/museum.txt, id: raft/Quorum.java has nowhere what it changes: clusterSize / 3");
        assertThatThrownBy(() -> changing(often).apply(SOURCES)).hasMessageContaining("more than once");
        assertThatThrownBy(() -> changing(noFile).apply(SOURCES)).hasMessageContaining("no file raft/Nothing.java");
    }

    @Test
    void aChangeThatDoesNotCompileIsShownToItsAuthor() {
        Exhibit.Edit wrong = new Exhibit.Edit("raft/Quorum.java", "return clusterSize / 2 + 1;", "return nothing;");
        assertThatThrownBy(() -> new Mutant("id", changing(wrong).apply(SOURCES)))
                .hasMessageStartingWith("docs/museum.txt, id: what it changes does not compile")
                .hasMessageContaining("nothing");
    }

    private static Exhibit changing(Exhibit.Edit edit) {
        return new Exhibit("id", "title", "bug", List.of(), List.of(edit));
    }

    @Test
    void whatIsWrittenDownIsReadAndWhatLacksSomethingIsRefused() {
        List<String> lines = List.of(
                "# a comment",
                "== one",
                "title A title",
                "bug A bug",
                "bug of two lines.",
                "seen etcd | 2014 | https://github.com/etcd-io/etcd/issues/741",
                "in raft/A.java",
                "- old",
                "+ new",
                "+",
                "- second",
                "+ more");
        Exhibit read = Exhibit.read(lines).get(0);
        assertThat(read.bug()).isEqualTo("A bug of two lines.");
        assertThat(read.edits())
                .containsExactly(
                        new Exhibit.Edit("raft/A.java", "old", "new\n"),
                        new Exhibit.Edit("raft/A.java", "second", "more"));
        assertThatThrownBy(() -> Exhibit.read(lines.subList(1, 6))).hasMessageContaining("one: it lacks its title");
        assertThatThrownBy(() -> Exhibit.read(lines.subList(2, 12))).hasMessageContaining("begins with == and an id");
        assertThatThrownBy(() -> Exhibit.read(List.of("== one", "whose etcd"))).hasMessageContaining("not: whose etcd");
        assertThatThrownBy(() -> Exhibit.read(List.of("== one", "- old")))
                .hasMessageContaining("which file is changed");
        assertThatThrownBy(() -> MUSEUM.exhibit("none"))
                .hasMessageContaining("museum::none[]: there is no such exhibit");
    }
}
