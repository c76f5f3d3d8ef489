package raftbook.book.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.CellResult;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.ChapterRun;
import raftbook.book.chapter.Mark;
import raftbook.book.slides.SlideView;
import raftbook.book.source.Problem;

/** What is on a slide can be read from the back row, and its teacher knows what to say and when. */
public final class SlideRules {
    private static final int MOST_TITLE = 45;
    private static final int MOST_POINTS = 4;
    private static final int MOST_WORDS = 12;
    private static final int MOST_CELL_LINES = 12;
    private static final int MOST_OUTPUT_LINES = 10;
    private static final int MOST_LISTING_LINES = 14;
    private static final int MOST_ROWS = 6;
    private static final int FEWEST_SLIDES = 10;
    private static final int MOST_SLIDES = 15;

    /** Slides do not show them. */
    private static final String IMPORTS = "\\A(import [^\n]*\n+)+";

    private final ChapterRun run;
    private final List<Problem> problems = new ArrayList<>();

    private SlideRules(ChapterRun run) {
        this.run = run;
    }

    /** @param body the chapter's, with its slides */
    public static List<Problem> problems(ChapterRun run, Element body) {
        SlideRules rules = new SlideRules(run);
        rules.count();
        SlideView.of(run.parsed(), body).forEach(rules::check);
        return rules.problems;
    }

    private void count() {
        Chapter chapter = run.chapter();
        int slides = run.parsed().slides().size();
        if (slides > 0 && (slides < FEWEST_SLIDES || slides > MOST_SLIDES)) {
            problems.add(new Problem(
                    chapter.file(),
                    1,
                    "has %d slides, and a chapter has %d to %d, besides the first and the last, which are made"
                            .formatted(slides, FEWEST_SLIDES, MOST_SLIDES)));
        }
    }

    private void check(SlideView view) {
        checkWords(view);
        if (!view.slide().hasMinutes()) {
            fail(view, "says minutes=" + view.slide().minutes() + ": how long it takes is a number, such as minutes=4");
        }
        if (view.notes().isEmpty()) {
            fail(view, "has no notes: say in [notes] what the teacher says and does");
        }
        if (!view.cells().isEmpty() && view.ask().isEmpty()) {
            fail(view, "shows a run, and does not [ask] the room before what will come of it");
        }
        if (view.block().selectFirst("." + Mark.CELL) != null) {
            fail(view, "holds a cell: a cell is the chapter's; mark it %slide where it stands");
        }
        if (view.things().size() > 1) {
            fail(view, "shows " + view.things().size() + " things, cells, listings or tables: one fills a slide");
        }
        view.cells().forEach(cell -> checkCell(view, cell));
        for (Element listing : view.listings()) {
            bound(view, lines(listing.select("pre").last()), "lines of a listing", MOST_LISTING_LINES);
        }
        for (Element table : view.tables()) {
            bound(view, table.select("tbody tr").size(), "rows of a table", MOST_ROWS);
        }
    }

    private void checkWords(SlideView view) {
        String title = Jsoup.parseBodyFragment(view.title()).text();
        if (title.isEmpty()) {
            fail(view, "has no title: write it above as .Title");
        }
        bound(view, title.length(), "characters of a title", MOST_TITLE);
        bound(view, view.points().size(), "points", MOST_POINTS);
        for (String point : view.points()) {
            bound(view, point.split("\\s+").length, "words in \"" + point + "\"", MOST_WORDS);
        }
    }

    private void checkCell(SlideView view, Element cell) {
        String id = cell.attr(Mark.CELL_ID);
        if (SlideView.isFigure(cell)) return; // it shows the picture, and hides the code
        String code =
                Objects.requireNonNull(cell.selectFirst("pre")).wholeText().replaceFirst(IMPORTS, "");
        bound(view, (int) code.stripTrailing().lines().count(), "lines of cell " + id, MOST_CELL_LINES);
        int output = run.result(id)
                .map(CellResult::transcript)
                .map(text -> (int) text.lines().count())
                .orElse(0);
        bound(view, output, "lines of what cell " + id + " prints", MOST_OUTPUT_LINES);
    }

    private static int lines(Element listing) {
        return listing == null
                ? 0
                : (int) listing.wholeText().stripTrailing().lines().count();
    }

    private void bound(SlideView view, int found, String what, int most) {
        if (found > most) {
            fail(view, "has %d %s, and there is room for %d".formatted(found, what, most));
        }
    }

    private void fail(SlideView view, String message) {
        problems.add(new Problem(run.chapter().file(), view.slide().line(), "the slide " + message));
    }
}
