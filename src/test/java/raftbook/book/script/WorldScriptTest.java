package raftbook.book.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.book.chapter.Layout;

class WorldScriptTest {
    private final List<String> said = new CopyOnWriteArrayList<>();

    @TempDir
    private Path root;

    @Test
    void theScriptIsCompiledOnceAndPutAmongThePages() throws IOException {
        Layout layout = new Layout(root);
        Path folder = WorldScript.start(layout, said::add).join();
        assertThat(said).singleElement().asString().startsWith("the library for pages: compiled in ");
        assertThat(Files.readString(WorldScript.script(folder)))
                .startsWith("var raftbook = (factory => ")
                .as("so that a page of any encoding can load it")
                .matches(text -> StandardCharsets.US_ASCII.newEncoder().canEncode(text));

        assertThat(WorldScript.start(layout, said::add)).isCompletedWithValue(folder);
        assertThat(said).hasSize(1);

        Path site = root.resolve("target/site");
        assertThat(WorldScript.install(folder, site)).as("it was not there").isTrue();
        for (String name : List.of("world.js", "worlds.js", "worlds.wasm", "worlds-wasm.js")) {
            assertThat(site.resolve(name)).hasSameBinaryContentAs(folder.resolve(name));
        }
        assertThat(WorldScript.install(folder, site)).as("it is there").isFalse();
        assertThat(site).isDirectoryNotContaining(file -> file.toString().endsWith(".new"));
    }
}
