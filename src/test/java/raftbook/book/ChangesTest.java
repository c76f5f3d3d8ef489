package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesTest {
    @TempDir
    Path folder;

    @Test
    void seesWhatChangesInFoldersOldAndNew() throws Exception {
        try (Changes changes = new Changes(List.of(folder))) {
            Path chapter = Files.writeString(folder.resolve("01-tour.adoc"), "= The tour");
            assertThat(changes.await()).containsExactly(chapter);

            Path solutions = Files.createDirectory(folder.resolve("solutions"));
            assertThat(changes.await()).containsExactly(solutions);
            Path solution = Files.writeString(solutions.resolve("majority.java"), "true");
            assertThat(changes.await()).containsExactly(solution);
        }
    }

    @Test
    void overlooksTheFilesThatEditorsKeepForThemselves() throws Exception {
        try (Changes changes = new Changes(List.of(folder))) {
            for (String own : List.of(".01-tour.adoc.swp", "#01-tour.adoc#", "01-tour.adoc~", "4913")) {
                Files.writeString(folder.resolve(own), "");
            }
            Path chapter = Files.writeString(folder.resolve("01-tour.adoc"), "= The tour");
            assertThat(changes.await()).isEqualTo(Set.of(chapter));
        }
    }
}
