package raftbook.book.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.ParseSettings;
import org.jsoup.parser.Parser;
import raftbook.book.chapter.Cell;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.ChapterRun;
import raftbook.book.chapter.Exercise;
import raftbook.book.chapter.Mark;
import raftbook.book.chapter.Plan;
import raftbook.book.chapter.Recorded;
import raftbook.book.chapter.Showing;
import raftbook.book.chapter.Solutions;
import raftbook.book.source.Excerpt;

/**
 * A chapter's body as its readers get it: Asciidoctor's HTML with the cells' outputs under them, captions on the shown
 * code, and exercises that unfold. Pages, the single file and the notebooks are all made from it.
 */
public final class Body {
    private final Plan plan;
    private final ChapterRun run;
    private final Element root;
    private final Map<String, Element> marked = new HashMap<>();

    private Body(Plan plan, ChapterRun run) {
        this.plan = plan;
        this.run = run;
        Parser parser = Parser.htmlParser().settings(ParseSettings.preserveCase);
        Document document = Jsoup.parse(run.parsed().html(), "", parser);
        document.outputSettings().prettyPrint(false);
        this.root = document.body();
        for (Element each : root.select("[class]")) {
            each.classNames().forEach(name -> marked.putIfAbsent(name, each));
        }
    }

    /** @param instructor with the exercises' solutions, or without a trace of them */
    public static Element of(Plan plan, ChapterRun run, Solutions solutions, boolean instructor) {
        return withoutSlides(withSlides(plan, run, solutions, instructor));
    }

    /** What a page is, of what a deck is made from. It is the same element. */
    public static Element withoutSlides(Element body) {
        body.select("." + Mark.SLIDE).remove();
        body.select("." + Mark.ON_SLIDE).removeClass(Mark.ON_SLIDE);
        return body;
    }

    /** The same with the slides and the marks for them, which are on no page. */
    public static Element withSlides(Plan plan, ChapterRun run, Solutions solutions, boolean instructor) {
        Body body = new Body(plan, run);
        body.root.select("." + Mark.PROMISED).remove();
        body.placeLines();
        body.colourCode();
        plan.of(run.chapter()).forEach(body::caption);
        run.parsed().cells().forEach(body::cell);
        for (Exercise exercise : run.parsed().exercises()) {
            body.exercise(exercise);
            if (instructor) {
                solutions.source(run.chapter(), exercise).ifPresent(source -> body.solution(exercise, source));
            }
        }
        run.parsed().questions().forEach(question -> Asked.place(body.root, run, question));
        body.nameLinks();
        body.root.select("table.tableblock").wrap("<div class=\"scroll\"></div>");
        // Nothing is headed by an empty cell, and a heading's own anchor is for the mouse: the contents lead there by
        // key.
        body.root.select("thead th:matchesOwn(^\\s*$):not(:has(*))").tagName("td");
        body.root.select("a.anchor").attr("aria-hidden", "true").attr("tabindex", "-1");
        return body.root;
    }

    private void placeLines() {
        for (Element paragraph : root.select("[class*=" + Mark.LINE_CLASS + "]")) {
            for (String name : paragraph.classNames()) {
                if (!name.startsWith(Mark.LINE_CLASS)) continue;
                paragraph.removeClass(name).attr(Mark.SOURCE_LINE, name.substring(Mark.LINE_CLASS.length()));
            }
        }
    }

    private void colourCode() {
        for (Element code : root.select("code[data-lang]")) {
            String language = code.attr("data-lang");
            code.addClass("language-" + language);
            for (Element number : code.select("b.conum")) {
                number.replaceWith(new TextNode(circled(number.text())));
            }
            if (language.equals("java")) {
                boolean library = code.closest("." + Mark.SHOWN) != null;
                String text = code.wholeText();
                code.html(library ? JavaHighlighter.flowing(text) : JavaHighlighter.html(text));
            }
        }
    }

    private static String circled(String number) {
        int value = Integer.parseInt(number.replaceAll("\\D", ""));
        return value <= 20 ? Character.toString('①' + value - 1) : "(" + value + ")";
    }

    private void caption(Showing showing) {
        Element block = marked.get(Mark.showing(showing.id()));
        if (block == null) {
            return; // its chapter did not parse so far, which is reported
        }
        Excerpt excerpt = showing.excerpt();
        String path = showing.file().path();
        int line = showing.parts().iterator().next().line();
        Element figure = new Element("figure").addClass(Mark.SHOWN);
        block.replaceWith(figure);
        Element caption = figure.appendElement("figcaption");
        caption.appendElement("a").attr("href", sourcePage(path) + "#L" + line).text(path);
        String locator = Showing.locator(excerpt) + (showing.tells() ? "" : " (once more)");
        if (!locator.isBlank()) {
            caption.appendText(" ");
            caption.appendElement("span")
                    .html(JavaHighlighter.escape(locator.strip()).replaceAll("`([^`]+)`", "<code>$1</code>"));
        }
        if (!excerpt.folded().isEmpty()) {
            Element details = figure.appendElement("details").addClass(Mark.FOLD);
            details.appendElement("summary").text(foldTitle(excerpt.folded()));
            details.appendElement("pre")
                    .appendElement("code")
                    .addClass("language-java")
                    .html(JavaHighlighter.flowing(String.join("\n", excerpt.folded())));
        }
        figure.appendChild(block);
    }

    private static String foldTitle(List<String> lines) {
        String text = String.join("\n", lines);
        String head = text.contains("import ") ? "package and imports" : text.contains("package ") ? "package" : "";
        String javadoc = text.contains("/**") ? "Javadoc" : "";
        return head + (head.isEmpty() || javadoc.isEmpty() ? "" : ", ") + javadoc;
    }

    /** The page that shows a whole file of the library, relative to the chapters' pages. */
    static String sourcePage(String path) {
        return "source/" + path.replace('/', '-').replaceFirst("\\.java$", "") + ".html";
    }

    private void cell(Cell cell) {
        Element block = marked.get(Mark.cell(cell.id()));
        Element frame = new Element("div").addClass(Mark.CELL).attr(Mark.CELL_ID, cell.id());
        List.of(Cell.STARTER, Cell.CHECK, Cell.RAISES, Cell.VARIES, Cell.KEY, Cell.FIGURE, Cell.RECORDED).stream()
                .filter(cell::is)
                .forEach(option -> frame.attr(Mark.CELL_OPTION + option, ""));
        block.replaceWith(frame);
        frame.appendChild(block);
        if (!cell.anchor().isEmpty()) frame.id(cell.anchor());
        block.removeAttr("id");
        block.removeClass(Mark.cell(cell.id()));
        if (cell.is(Cell.RECORDED))
            frame.appendElement("p").addClass(Mark.NEEDS).text(Recorded.LABEL);
        Element output = frame.appendElement("div").addClass(Mark.OUTPUT);
        run.result(cell.id()).ifPresent(result -> output.html(Outputs.html(result)));
        Element title = block.selectFirst("> .title");
        if (title != null && cell.is(Cell.FIGURE)) {
            title.remove();
            frame.appendElement("p").addClass(Mark.CAPTION).append(title.html());
        }
    }

    private void exercise(Exercise exercise) {
        Element block = root.getElementById(exercise.id());
        block.tagName("section").removeClass("exampleblock");
        Element title = block.selectFirst("> .title");
        if (title != null) {
            title.tagName("h3")
                    .removeClass("title")
                    .html("<span class=\"" + Mark.KIND + "\">Exercise</span> " + title.html());
        }
        foldCheck(block);
        int number = 1;
        for (Element hint : block.select(".exampleblock." + Mark.HINT)) {
            Element details = new Element("details").addClass(Mark.HINT);
            hint.replaceWith(details);
            details.appendElement("summary").text("Hint " + number++);
            details.appendChildren(hint.select("> .content").first().childNodesCopy());
        }
    }

    /** What a check asks would give the answer away, so it is folded until the reader wants it. */
    private static void foldCheck(Element block) {
        Element check = block.selectFirst("." + Mark.CELL + "[" + Mark.CELL_OPTION + Cell.CHECK + "]");
        if (check == null) {
            return; // an exercise without a check is reported
        }
        Element details = new Element("details").addClass(Mark.CHECK);
        check.replaceWith(details);
        details.appendElement("summary").text("The check, and what it says so far");
        details.appendChild(check);
    }

    private void solution(Exercise exercise, String source) {
        Element details =
                root.getElementById(exercise.id()).appendElement("details").addClass(Mark.SOLUTION);
        details.appendElement("summary").text("Solution");
        details.appendElement("pre")
                .appendElement("code")
                .addClass("language-java")
                .html(JavaHighlighter.html(source.stripTrailing()));
    }

    /** A link to a chapter without words of its own gets the chapter's title. */
    private void nameLinks() {
        Map<String, String> titles =
                plan.chapters().stream().collect(Collectors.toMap(chapter -> chapter.name() + ".html", Chapter::title));
        for (Element link : root.select("a[href]")) {
            String page = link.attr("href").replaceFirst("#.*", "");
            if (titles.containsKey(page) && link.text().equals(page)) {
                link.text(titles.get(page));
            }
        }
    }
}
