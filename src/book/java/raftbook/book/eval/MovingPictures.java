package raftbook.book.eval;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps the pictures moving that cells have shown, also after the cells have ended: each is shown anew in its place, as
 * often as its frame has changed by the next tick. When there are too many, the oldest stands still.
 */
final class MovingPictures {

    /** More than a reader looks at, and few enough for Jupyter's limit on what a kernel may say. */
    static final int MOST = 4;

    private static final class Moving {
        final Iterator<?> frames;
        final String words;
        final CellOutput output;
        String last;

        Moving(Iterator<?> frames, String words, String first, CellOutput output) {
            this.frames = frames;
            this.words = words;
            this.last = first;
            this.output = output;
        }

        Map<String, String> bundle() {
            return Map.of(Display.SVG, last, Display.PLAIN, words);
        }
    }

    /** All pictures of a session wait while one draws a frame. */
    private static final Duration LONGEST_FRAME = Duration.ofSeconds(5);

    private final Consumer<Runnable> soon;
    private final Runnable stopping;
    private final Map<String, Moving> pictures = new LinkedHashMap<>();
    private boolean ticking;

    /**
     * @param soon carries out what it is given in a tenth of a second, or never if the session has ended
     * @param stopping called when a frame has to be made to end
     */
    MovingPictures(Consumer<Runnable> soon, Runnable stopping) {
        this.soon = soon;
        this.stopping = stopping;
    }

    /** Shows a picture's first frame; the others follow in its place. */
    void show(String id, Object picture, Iterator<?> frames, boolean update, CellOutput output) {
        Moving moving = new Moving(frames, Display.text(picture), (String) frames.next(), output);
        output.display(id, moving.bundle(), update);
        add(id, moving);
    }

    private synchronized void add(String id, Moving moving) {
        pictures.put(id, moving);
        if (pictures.size() > MOST) {
            pictures.remove(pictures.keySet().iterator().next());
        }
        if (!ticking) {
            ticking = true;
            soon.accept(this::tick);
        }
    }

    /** What is shown under the id is replaced by something else. */
    synchronized void remove(String id) {
        pictures.remove(id);
    }

    private synchronized void remove(String id, Moving moving) {
        pictures.remove(id, moving);
    }

    private synchronized List<Map.Entry<String, Moving>> all() {
        return List.copyOf(pictures.entrySet());
    }

    private void tick() {
        for (Map.Entry<String, Moving> each : all()) {
            advance(each.getKey(), each.getValue());
        }
        synchronized (this) {
            ticking = !pictures.isEmpty();
            if (ticking) {
                soon.accept(this::tick);
            }
        }
    }

    /** Whatever a picture does, the others move on. */
    private void advance(String id, Moving moving) {
        Deadline deadline = new Deadline(LONGEST_FRAME, stopping);
        try {
            String frame = moving.output.isWatched() ? moving.output.inside(() -> next(moving.frames)) : null;
            if (frame == null) {
                remove(id, moving);
            } else if (!frame.equals(moving.last)) {
                moving.last = frame;
                update(id, moving);
            }
        } catch (Throwable failed) {
            remove(id, moving);
            String why = failed instanceof CellOutput.Stopped
                    ? "a frame took too long"
                    : Thrown.of(failed).text();
            moving.output.error("This picture has stopped moving: " + why + "\n");
        } finally {
            deadline.met();
        }
    }

    private static String next(Iterator<?> frames) {
        return frames.hasNext() ? (String) frames.next() : null;
    }

    private synchronized void update(String id, Moving moving) {
        if (pictures.get(id) == moving) {
            moving.output.display(id, moving.bundle(), true);
        }
    }
}
