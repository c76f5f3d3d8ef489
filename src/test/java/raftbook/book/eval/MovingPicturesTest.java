package raftbook.book.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import raftbook.book.Recorder;
import raftbook.book.Recorder.Shown;

class MovingPicturesTest {

    /** What is to be done in a tenth of a second; the tests say when that is. */
    private final Queue<Runnable> soon = new ArrayDeque<>();

    private final MovingPictures pictures = new MovingPictures(soon::add, () -> {});
    private final Recorder recorder = new Recorder(true);
    private final CellOutput output = new CellOutput(recorder, pictures, () -> false);

    private static Iterator<String> frames(String... each) {
        return Arrays.asList(each).iterator();
    }

    private void show(String id, Iterator<String> frames) {
        pictures.show(id, "picture " + id, frames, false, output);
    }

    private void tick() {
        soon.remove().run();
    }

    private List<String> shown() {
        return recorder.shown.stream()
                .map(each -> each.id()
                        + (each.update() ? " again " : " ")
                        + each.bundle().get("image/svg+xml"))
                .toList();
    }

    @Test
    void framesFollowInPlaceAndOnlyThoseThatDiffer() {
        show("p", frames("1", "1", "2", "2", "3"));
        while (!soon.isEmpty()) {
            tick();
        }
        assertThat(shown()).containsExactly("p 1", "p again 2", "p again 3");
        assertThat(recorder.shown).extracting(Shown::bundle).allMatch(each -> each.get("text/plain")
                .equals("picture p"));
    }

    @Test
    void picturesTickTogetherAndNotAtAllWhenNoneMoves() {
        show("p", frames("1", "2"));
        show("q", frames("1", "2", "3"));
        assertThat(soon).hasSize(1);
        tick();
        assertThat(shown()).containsExactly("p 1", "q 1", "p again 2", "q again 2");
        tick();
        tick();
        assertThat(soon).isEmpty();
        show("r", frames("1", "2"));
        assertThat(soon).hasSize(1);
    }

    @Test
    void whatACellShowsInItsPlaceStays() {
        show("p", frames("1", "2", "3"));
        pictures.remove("p");
        tick();
        assertThat(shown()).containsExactly("p 1");
    }

    @Test
    void aPictureThatFailsSaysSoWhereItIsAndTheOthersMoveOn() {
        Iterator<String> failing = new Iterator<>() {
            private int next = 1;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public String next() {
                if (next == 2) throw new IllegalStateException("torn");
                return "" + next++;
            }
        };
        show("p", failing);
        show("q", frames("1", "2", "3"));
        tick();
        tick();
        assertThat(recorder.err())
                .isEqualTo("This picture has stopped moving: java.lang.IllegalStateException: torn\n");
        assertThat(shown()).containsExactly("p 1", "q 1", "q again 2", "q again 3");
    }

    @Test
    void aPictureThatNobodyWatchesStandsStill() {
        show("p", frames("1", "2", "3"));
        recorder.watched = false;
        tick();
        assertThat(shown()).containsExactly("p 1");
        assertThat(soon).isEmpty();
    }

    @Test
    void ofTooManyTheOldestStandsStill() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i <= MovingPictures.MOST; i++) {
            show("p" + i, frames("1", "2"));
            expected.add("p" + i + " 1");
        }
        for (int i = 1; i <= MovingPictures.MOST; i++) {
            expected.add("p" + i + " again 2");
        }
        tick();
        assertThat(shown()).containsExactlyElementsOf(expected);
    }

    @Test
    void whatAFramePrintsGoesToTheCell() {
        CellOutput.install();
        show("p", new Iterator<>() {
            private int drawn;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public String next() {
                if (drawn++ > 0) {
                    System.out.print("drawn again");
                }
                return "same";
            }
        });
        tick();
        assertThat(recorder.out()).isEqualTo("drawn again");
    }

    /** Counts up, and is a picture of its count. */
    private static final String COUNTER = """
            class Counter {
                public String toSvg() { return "<svg>still</svg>"; }
                public Iterator<String> frames() {
                    return Stream.iterate(1, i -> i + 1).map(i -> "<svg>" + i + "</svg>").iterator();
                }
                public String toString() { return "a counter"; }
            }
            """;

    @Test
    void aWatchedCellEndsWhileItsPictureMovesUntilTheSessionEnds() throws InterruptedException {
        CountDownLatch third = new CountDownLatch(3);
        Recorder watching = new Recorder(true) {
            @Override
            public void display(String id, Map<String, String> mimeBundle, boolean update) {
                super.display(id, mimeBundle, update);
                third.countDown();
            }
        };
        try (Evaluator evaluator = new Evaluator(List.of())) {
            assertThat(evaluator.run(COUNTER + "new Counter()", watching).failure())
                    .isEmpty();
            third.await();
            evaluator.run("1 + 1", new Recorder());
        }
        List<Shown> shown = List.copyOf(watching.shown);
        assertThat(shown.get(0)).isEqualTo(new Shown(shown.get(0).id(), bundle("1"), false));
        assertThat(shown.get(1)).isEqualTo(new Shown(shown.get(0).id(), bundle("2"), true));
    }

    private static Map<String, String> bundle(String text) {
        return Map.of("image/svg+xml", "<svg>" + text + "</svg>", "text/plain", "a counter");
    }

    @Test
    void whereNobodyWatchesItIsOneStillPicture() {
        try (Evaluator evaluator = new Evaluator(List.of())) {
            Recorder still = new Recorder();
            evaluator.run(COUNTER + "display(new Counter()); new Counter()", still);
            assertThat(still.shown).extracting(Shown::bundle).containsExactly(bundle("still"), bundle("still"));
        }
    }
}
