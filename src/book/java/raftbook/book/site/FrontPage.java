package raftbook.book.site;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.Mark;
import raftbook.book.world.Page;
import raftbook.book.world.PageRun;

/** The first page: a cluster that runs, what the book is, for whom, how long it takes, where to start, and the contents. */
public final class FrontPage {

    /** The run of the tour. */
    private static final String SEED = "974";

    private static final String LEADS = "\"running\":true,\"paused\":false,\"role\":\"LEADER\"";

    private static final String ROOM = "data-room";

    private final Map<Chapter, Element> bodies;
    /** The chapters that make up the course, without workshops and appendices. */
    private final List<Chapter> course;

    /** @param bodies the chapters', in order */
    FrontPage(Map<Chapter, Element> bodies) {
        this.bodies = bodies;
        this.course = bodies.keySet().stream().filter(Chapter::isNumbered).toList();
    }

    /** The picture that stands where nothing moves: a leader has been stopped, and another has just been elected. */
    static PageRun still() {
        PageRun run = Page.create("3", SEED, "");
        run.runFor(240);
        decide("put,n2,/k1,v1", run);
        run.runFor(60);
        decide("put,n2,/k2,v2", run);
        run.runFor(12);
        decide("stop,n2", run);
        while (!run.at(last(run)).contains(LEADS) && run.step()) continue;
        return run;
    }

    private static void decide(String what, PageRun run) {
        String refused = run.decide(what);
        if (!refused.isEmpty()) throw new IllegalStateException("The front page's picture: " + refused);
    }

    private static int last(PageRun run) {
        return run.moments() - 1;
    }

    private static String ring(PageRun run) {
        // The new leader's first entries are on their way.
        return run.moving(last(run), run.time(last(run)) + 4, 8);
    }

    /** The same as one picture of its own. */
    public static String picture() {
        PageRun run = still();
        String ring = ring(run);
        String logs = run.logs(last(run));
        double below = size("height", ring) + 8;
        return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$s %2$s\" width=\"%1$s\" height=\"%2$s\">\n"
                        + "%3$s<g transform=\"translate(0 %4$s)\">\n%5$s</g>\n</svg>\n")
                .formatted(size("width", ring), below + size("height", logs), ring, below, logs);
    }

    private static double size(String name, String svg) {
        Matcher found = Pattern.compile("<svg[^>]* " + name + "=\"([0-9.]+)\"").matcher(svg);
        if (!found.find()) throw new IllegalStateException("a picture without " + name);
        return Double.parseDouble(found.group(1));
    }

    String body() {
        PageRun run = still();
        String link = run.link(last(run)).replace("&", "&amp;");
        return "<link rel=\"stylesheet\" href=\"front.css\">\n"
                + template()
                        .replace("{{book}}", PageFrame.BOOK)
                        .replace("{{run}}", link)
                        .replace("{{seed}}", SEED)
                        .replace("{{time}}", time())
                        .replace("{{first}}", page(0))
                        .replace("{{firstTitle}}", course.isEmpty() ? "" : escaped(course.get(0)))
                        .replace("{{firstMinutes}}", course.isEmpty() ? "" : "" + minutes(course.get(0)))
                        .replace("{{broken}}", page(broken()))
                        .replace("{{ring}}", ring(run))
                        .replace("{{logs}}", run.logs(last(run)))
                        .replace("{{contents}}", contents())
                + "<script src=\"front.js\" defer></script>\n"
                + PageFrame.ANSWERING;
    }

    /** Without what leads to rooms that there are not. */
    private static String template() {
        Document page = Jsoup.parseBodyFragment(Resource.read("front.html"));
        page.outputSettings().prettyPrint(false);
        for (Element way : page.select("[" + ROOM + "]")) {
            if (Room.isThere(way.attr(ROOM))) way.removeAttr(ROOM);
            else way.remove();
        }
        return page.body().html() + "\n";
    }

    /** The chapter that shows what breaks; where there is none, the last. */
    private int broken() {
        List<String> names = course.stream().map(Chapter::name).toList();
        int found = names.indexOf("16-every-rule-broken");
        return found < 0 ? names.size() - 1 : found;
    }

    private String page(int chapter) {
        return course.isEmpty() ? "index.html" : course.get(chapter).name() + ".html";
    }

    private static String escaped(Chapter chapter) {
        return JavaHighlighter.escape(chapter.title());
    }

    private int minutes(Chapter chapter) {
        return Reading.of(bodies.get(chapter)).minutes();
    }

    /** What the chapters take, added up. */
    private String time() {
        boolean coming = bodies.values().stream().anyMatch(body -> body.selectFirst("." + Mark.COMING) != null);
        if (coming) return "That is counted as soon as all chapters are built.";
        int minutes = course.stream().mapToInt(this::minutes).sum();
        return "The %d chapters take about %s to read, each %s; exercises take as long as they take."
                .formatted(course.size(), hours(minutes), range());
    }

    private String range() {
        int least = course.stream().mapToInt(this::minutes).min().orElse(0);
        int most = course.stream().mapToInt(this::minutes).max().orElse(0);
        return least == most ? most + " minutes" : least + " to " + most + " minutes";
    }

    /** To half an hour: it is a sum of guesses. */
    static String hours(int minutes) {
        if (minutes < 60) return minutes + " minutes";
        int halves = Math.round(minutes / 30f);
        return halves / 2 + (halves % 2 == 1 ? "½" : "") + (halves == 2 ? " hour" : " hours");
    }

    private String contents() {
        StringBuilder html = new StringBuilder("<ol class=\"chapters\">\n");
        for (Map.Entry<Chapter, Element> each : bodies.entrySet()) {
            Chapter chapter = each.getKey();
            html.append(("%s<a href=\"%s.html\"><span class=\"number\">%s</span><span class=\"name\">%s</span>"
                            + "<span class=\"about\">%s</span></a></li>\n")
                    .formatted(
                            PageFrame.item(chapter),
                            chapter.name(),
                            PageFrame.number(chapter),
                            escaped(chapter),
                            chapter.isWorkshop() ? "" : about(each.getValue())));
        }
        return html.append("</ol>").toString();
    }

    /** The first sentence says what a chapter is about. */
    private static String about(Element body) {
        Element first = body.selectFirst(".paragraph > p");
        if (first == null) return "";
        Element plain = first.clone();
        plain.select("sup").remove();
        String text = plain.text();
        int end = text.indexOf(". ");
        String sentence = end < 0 ? text : text.substring(0, end + 1);
        return "%s <span class=\"time\">%d minutes</span>"
                .formatted(JavaHighlighter.escape(sentence), Reading.of(body).minutes());
    }
}
