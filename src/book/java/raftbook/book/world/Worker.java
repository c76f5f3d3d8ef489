package raftbook.book.world;

import java.io.OutputStream;
import java.io.PrintStream;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import raftbook.check.Search;
import raftbook.check.Story;

/**
 * What a worker's script can call: the part of the library that takes long in a page, and draws nothing. It is compiled by itself, so
 * that a worker fetches no more than it needs, and the page not what only workers do.
 */
public final class Worker {

    private Worker() {}

    /** The compiler begins here. */
    public static void main(String[] args) {}

    /** See {@link Worlds#judge}. */
    @JSExport
    public static String judge(String firstSeed, int worlds, String broken) {
        return Worlds.judge(firstSeed, worlds, broken);
    }

    /** See {@link Worlds#smallest}. */
    @JSExport
    public static String smallest(String seed, String broken) {
        return Worlds.smallest(seed, broken);
    }

    /** Is told how far a search has come. */
    @JSFunctor
    public interface Listener extends JSObject {
        void tell(String words);
    }

    /**
     * Looks for a shortest story in a small scope: {@code {words, states, java, story}}. The words say how it ended; the story is
     * empty, or {@code {invariant, words, steps: [text], run}}, where the run is one for {@link Page#story}. Nothing can interrupt it
     * but the worker's end. Throws an error that says what is wrong with the link.
     *
     * @param link as {@link SearchLink} reads it
     */
    @JSExport
    public static String search(String link, Listener progress) {
        SearchLink asked = new SearchLink(link);
        Search.Result result = asked.search().runAlone(new Told(progress));
        return Json.text(Json.object(
                "words", Words.split(result.toString(), '\n').get(0),
                "states", result.states(),
                "java", asked.java(),
                "story", result.story().<Object>map(Worker::story).orElse("")));
    }

    private static Object story(Story story) {
        return Json.object(
                "invariant",
                story.invariant().name(),
                "words",
                story.detail(),
                "steps",
                story.steps().stream().map(Story.Step::toString).toList(),
                "run",
                EventWriter.text(story.cluster().trace().events()));
    }

    /** What is printed here is told in a page. */
    private static final class Told extends PrintStream {
        private final Listener listener;

        Told(Listener listener) {
            super(OutputStream.nullOutputStream());
            this.listener = listener;
        }

        @Override
        public void print(String words) {
            listener.tell(words);
        }
    }
}
