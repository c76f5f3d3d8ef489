package raftbook.book.slides;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.ChapterRun;
import raftbook.book.chapter.Exercise;
import raftbook.book.chapter.Mark;

/**
 * A chapter's slides as HTML: the first from its head, the last from its exercises, between them its own. All cells of the
 * chapter are there, those that no slide shows hidden before the next that one shows, so that they can be run in order.
 */
final class Deck {
    /** With longer lines than these there is no room for words beside them. */
    private static final int NARROW = 50;

    private static final Pattern IMPORTS = Pattern.compile("\\A(?:<span class=\"k\">import</span>[^\\n]*\\n+)+");

    private final ChapterRun run;
    private final Element body;
    private final List<SlideView> views;
    private final List<Element> cells;
    private final Set<Element> placed = new HashSet<>();
    private double begins;

    Deck(ChapterRun run, Element body) {
        this.run = run;
        this.body = body.clone();
        withoutLinks(this.body);
        this.views = SlideView.of(run.parsed(), this.body);
        this.cells = this.body.select("." + Mark.CELL + "[" + Mark.CELL_ID + "]").stream()
                .filter(cell -> isInOrder(cell.attr(Mark.CELL_ID)))
                .toList();
    }

    Chapter chapter() {
        return run.chapter();
    }

    /** How many it has, the two that are made with them. */
    int size() {
        return views.size() + 2;
    }

    String minutes() {
        return number(views.stream().mapToDouble(view -> view.slide().time()).sum());
    }

    /** Whether it is run from top to bottom: the cells of exercises and of questions are the reader's. */
    private boolean isInOrder(String id) {
        return run.parsed().cells().stream()
                .filter(cell -> cell.id().equals(id))
                .anyMatch(cell -> cell.exercise().isEmpty() && cell.question().isEmpty());
    }

    /** A deck stands alone; and an id of the chapter's page is none of its. */
    private static void withoutLinks(Element body) {
        body.select("a").unwrap();
        body.select(".stretch").removeClass("stretch"); // which reveal.js would make as wide as the screen
        body.select("." + Mark.FOLD + ", ." + Mark.IN_PAGE + ", ." + Mark.CAPTION + ", figcaption span")
                .remove();
        body.select("[id]:not(svg *)").removeAttr("id");
    }

    String html() {
        StringBuilder html = new StringBuilder(first());
        views.forEach(view -> html.append(slide(view)));
        return html.append(last()).toString();
    }

    private String first() {
        Element lead = body.selectFirst("#preamble p, p");
        StringBuilder plan = new StringBuilder("<ol>");
        views.forEach(view -> plan.append("<li>%s: %s min</li>"
                .formatted(view.title(), number(view.slide().time()))));
        return section(
                "opening",
                "0",
                "<p class=\"kind\">%s</p><h1>%s</h1><p class=\"lead\">%s</p><p class=\"time\">%s minutes</p>"
                        .formatted(
                                chapter().label(),
                                escape(chapter().title()),
                                lead == null ? "" : lead.html(),
                                minutes()),
                "<p>" + minutes() + " minutes in all.</p>" + plan.append("</ol>"));
    }

    private String last() {
        StringBuilder exercises = new StringBuilder();
        for (Exercise exercise : run.parsed().exercises()) {
            exercises.append("<li>").append(escape(title(exercise))).append("</li>");
        }
        return section(
                "closing",
                "0",
                (exercises.length() == 0 ? "" : "<h2>Exercises</h2><ul class=\"points\">" + exercises + "</ul>")
                        + "<p class=\"questions\">Questions?</p>",
                "<p>The exercises stand in the chapter, on its page and in its notebook.</p>");
    }

    /** As the chapter's source titles it. */
    private String title(Exercise exercise) {
        List<String> lines = chapter().lines();
        return lines.subList(Math.max(0, exercise.line() - 1), Math.min(lines.size(), exercise.line() + 3)).stream()
                .filter(line -> line.matches("\\.[^. ].*"))
                .map(line -> line.substring(1).strip())
                .findFirst()
                .orElse(exercise.id());
    }

    private String slide(SlideView view) {
        String kind = kind(view);
        StringBuilder html = new StringBuilder(before(view));
        html.append("<h2>").append(view.title()).append("</h2>\n");
        if (!view.things().isEmpty()) {
            html.append("<div class=\"thing\">");
            view.things().forEach(thing -> html.append(thing(thing)));
            html.append("</div>\n");
        }
        if (!view.ask().isEmpty()) {
            html.append("<div class=\"ask fragment\" data-fragment-index=\"0\">%s</div>\n".formatted(view.ask()));
        }
        if (!view.talk().isEmpty()) {
            html.append(
                    view.ask().isEmpty()
                            ? "<div class=\"talk\">"
                            : "<div class=\"talk fragment\" data-fragment-index=\"2\">");
            view.talk().forEach(each -> html.append(each.outerHtml()));
            html.append("</div>\n");
        }
        double time = view.slide().time();
        String clock = "<p class=\"clock\">%s min, from %s to %s of %s</p>"
                .formatted(number(time), number(begins), number(begins + time), minutes());
        begins += time;
        return section(kind, Long.toString(Math.round(time * 60)), html.toString(), clock + view.notes());
    }

    /** Pictures have words beside them, and so has code as long as its lines are short. */
    private static String kind(SlideView view) {
        if (view.things().isEmpty()) return "plain";
        Element thing = view.things().get(0);
        int pictures = thing.select("svg, img").size();
        if (pictures > 1) return "below row";
        return pictures == 1 || widest(thing) <= NARROW && thing.selectFirst("table") == null ? "beside" : "below";
    }

    private static int widest(Element thing) {
        return thing.select("pre").stream()
                .flatMap(pre -> pre.wholeText().lines())
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private String thing(Element thing) {
        Element copy = thing.clone();
        if (copy.hasClass(Mark.CELL)) {
            placed.add(thing);
            copy.select("pre code").forEach(Deck::hideImports);
            copy.select("[" + Mark.RECORDED + "]").removeAttr(Mark.RECORDED);
            boolean figure = SlideView.isFigure(thing);
            copy.addClass(figure ? "picture" : "code");
            copy.select("." + Mark.OUTPUT).addClass("fragment").attr("data-fragment-index", "1");
        }
        return copy.outerHtml();
    }

    /** They are part of what runs, and nothing to look at. */
    private static void hideImports(Element code) {
        code.html(IMPORTS.matcher(code.html()).replaceFirst("<span class=\"imports\" hidden>$0</span>"));
    }

    /** The cells that run before those of the slide. */
    private String before(SlideView view) {
        List<Element> shown = view.cells();
        if (shown.isEmpty()) return "";
        List<Element> hidden = new ArrayList<>();
        for (Element cell : cells) {
            if (cell.equals(shown.get(0))) break;
            if (placed.add(cell)) hidden.add(cell);
        }
        StringBuilder html = new StringBuilder("<div class=\"before\" hidden>");
        for (Element cell : hidden) {
            Element copy = cell.clone();
            copy.select("." + Mark.OUTPUT).empty();
            html.append(copy.outerHtml());
        }
        return html.append("</div>\n").toString();
    }

    private static String section(String kind, String seconds, String html, String notes) {
        return "<section class=\"%s\" data-timing=\"%s\"><div class=\"frame\">%s</div><aside class=\"notes\">%s</aside></section>\n"
                .formatted(kind, seconds, html, notes);
    }

    /** Without a decimal where there is nothing to say in it. */
    private static String number(double minutes) {
        return minutes == Math.rint(minutes)
                ? Long.toString((long) minutes)
                : String.format(Locale.ROOT, "%.1f", minutes);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
