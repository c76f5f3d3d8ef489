package raftbook.book.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSpecTest {

    @TempDir
    private Path folder;

    @Test
    void theSpecStartsThisJavaOnThisCheckout() throws IOException {
        Path file = KernelSpec.write(folder, System.getProperty("java.class.path"), "target/classes");
        assertThat(file).isEqualTo(folder.resolve("kernels/java/kernel.json"));
        JsonObject spec = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertThat(spec.get("interrupt_mode").getAsString()).isEqualTo("message");
        assertThat(spec.get("language").getAsString()).isEqualTo("java");
        String command = spec.get("argv").toString();
        assertThat(command)
                .contains(KernelMain.class.getName())
                .contains("{connection_file}")
                .contains(Path.of("target/classes").toAbsolutePath().toString());
        assertThat(Path.of(spec.getAsJsonArray("argv").get(0).getAsString())).isExecutable();
    }
}
