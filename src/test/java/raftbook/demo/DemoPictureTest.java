package raftbook.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemoPictureTest {

    @Test
    void the_committed_picture_is_what_the_scenario_draws_today() throws IOException {
        assertThat(Files.readString(Path.of("docs/images/demo.svg")))
                .as("drawn anew by: mvn -q compile && java -cp target/classes raftbook.demo.DemoPicture"
                        + " docs/images/demo.svg")
                .isEqualTo(DemoPicture.draw().toSvg());
    }
}
