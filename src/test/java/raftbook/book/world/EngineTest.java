package raftbook.book.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.JavaScriptException;
import org.mozilla.javascript.Scriptable;
import raftbook.book.chapter.Layout;
import raftbook.book.eval.RunText;
import raftbook.book.script.WorldScript;
import raftbook.picture.SpaceTimeDiagram;

/**
 * The library as a page has it, on a JavaScript engine in this JVM, makes the same of runs as this JVM does. The engine is
 * slow: here are a few runs, and {@code world.mjs} lets a browser do hundreds.
 */
class EngineTest {
    private static final String SEARCH = "break=VOTES_TWICE&servers=3&timers=2&elections=2";
    private static final String DECIDED = Fingerprints.stroll(7).link(40);
    private static final List<String> SAID = new CopyOnWriteArrayList<>();

    @TempDir
    private static Path root;

    private static Path folder;
    private static Context context;
    private static Scriptable scope;

    @BeforeAll
    static void load() throws IOException {
        folder = WorldScript.start(new Layout(root), SAID::add).join();
        context = Context.enter();
        context.setLanguageVersion(Context.VERSION_ECMASCRIPT);
        context.setInterpretedMode(true);
        scope = context.initStandardObjects();
        for (String script : List.of("world.js", "worlds.js")) {
            context.evaluateString(scope, Files.readString(folder.resolve(script)), script, 1, null);
        }
    }

    @AfterAll
    static void close() {
        Context.exit();
    }

    private static String page(String call) {
        return Context.toString(context.evaluateString(scope, "raftbook." + call, "test", 1, null));
    }

    @Test
    void theScriptIsCompiledOnceAndPutAmongThePages() throws IOException {
        assertThat(SAID).singleElement().asString().startsWith("the library for pages: compiled in ");
        assertThat(Files.readString(WorldScript.script(folder)))
                .startsWith("var raftbook = (factory => ")
                .as("so that a page of any encoding can load it")
                .matches(text -> StandardCharsets.US_ASCII.newEncoder().canEncode(text));

        assertThat(WorldScript.start(new Layout(root), SAID::add)).isCompletedWithValue(folder);
        assertThat(SAID).hasSize(1);

        Path site = root.resolve("target/site");
        assertThat(WorldScript.install(folder, site)).as("it was not there").isTrue();
        for (String name : List.of("world.js", "worlds.js", "worlds.wasm", "worlds-wasm.js")) {
            assertThat(site.resolve(name)).hasSameBinaryContentAs(folder.resolve(name));
        }
        assertThat(WorldScript.install(folder, site)).as("it is there").isFalse();
        assertThat(site).isDirectoryNotContaining(file -> file.toString().endsWith(".new"));
    }

    /** Its draws, its events and their order are the same, or it would have another number of steps. */
    @Test
    void aWholeWorldIsTheSame() {
        assertThat(page("judge('5', 1, '')")).isEqualTo(Page.judge("5", 1, ""));
    }

    @ParameterizedTest
    @CsvSource({"3, VOTES_TWICE", "3, WINS_ALONE", "1, COMMITS_ALONE"})
    void aWorldThatBreaksIsTheSameToTheByte(String seed, String broken) {
        assertThat(page("world('" + seed + "', '" + broken + "')")).isEqualTo(Page.world(seed, broken));
    }

    @Test
    void aRunWithDecisionsIsTheSameToTheByte() {
        assertThat(page("open('" + DECIDED + "').everything()"))
                .isEqualTo(Page.open(DECIDED).everything());
    }

    /** TeaVM 0.16.0 clears more of a map than the part of it that it is asked to clear. */
    @Test
    void theEndOfALongLogIsDrawnAlike() {
        PageRun run = Page.create("1", "1", "");
        assertThat(run.decide("fire,n1")).isEmpty();
        for (int i = 1; i <= 9; i++) {
            assertThat(run.decide("put,n1,/k" + i + ",v")).isEmpty();
            run.step();
        }
        int last = run.moments() - 1;
        assertThat(page("open('" + run.link(last) + "').ring(" + last + ")")).isEqualTo(run.ring(last));
    }

    @Test
    void aWorkerFindsTheSameShortestStory() {
        String found = Context.toString(
                context.evaluateString(scope, "raftbookWorlds.search('" + SEARCH + "', words => {})", "test", 1, null));
        assertThat(found).isEqualTo(Worker.search(SEARCH, words -> {})).contains("ONE_VOTE");
    }

    @Test
    void aRecordedRunIsTheSameToTheByte() {
        String run = RunText.run(SpaceTimeDiagram.of(RunLink.open(DECIDED).run().events()))
                .orElseThrow();
        String call = "recorded('" + run.replace("\n", "\\n") + "', 'a run').everything()";
        assertThat(page(call)).isEqualTo(Page.recorded(run, "a run").everything());
    }

    @Test
    void whatIsRefusedIsAnErrorWithTheSameWords() {
        assertThatThrownBy(() -> page("create('99', '1', '')"))
                .isInstanceOf(JavaScriptException.class)
                .hasMessageContaining("size 99: a page runs 1 to 9 servers");
    }
}
