package raftbook.book.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.CellResult;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.ChapterRun;
import raftbook.book.chapter.Lesson;
import raftbook.book.chapter.Lesson.WrongAnswer;
import raftbook.book.chapter.Mark;
import raftbook.book.source.Problem;

/** What an instructor has of a chapter besides its page: goals, plans, and wrong answers with what the check says to each. */
public final class LessonPage {
    private final Lesson lesson;
    private final Element chapterBody;
    private final Element root;

    private LessonPage(Lesson lesson, Element chapterBody) {
        this.lesson = lesson;
        this.chapterBody = chapterBody;
        this.root = Jsoup.parse(lesson.html()).body();
        root.ownerDocument().outputSettings().prettyPrint(false);
    }

    /** The name of the page, without its ending. */
    static String name(Chapter chapter) {
        return chapter.name() + "-teaching";
    }

    /**
     * Those of all chapters of which it is known how they are taught.
     *
     * @param bodies the chapters', into which they lead
     */
    public static Map<Chapter, Element> all(List<ChapterRun> runs, Map<Chapter, Element> bodies) {
        Map<Chapter, Element> pages = new LinkedHashMap<>();
        for (ChapterRun run : runs) {
            run.lesson().ifPresent(lesson -> pages.put(run.chapter(), body(run, lesson, bodies.get(run.chapter()))));
        }
        return pages;
    }

    private static Element body(ChapterRun run, Lesson lesson, Element body) {
        LessonPage page = new LessonPage(lesson, body);
        page.root.select("code[data-lang=java]").forEach(code -> code.addClass("language-java")
                .html(JavaHighlighter.html(code.wholeText())));
        for (WrongAnswer wrong : lesson.wrongAnswers()) {
            run.result(wrong.check()).ifPresent(result -> page.say(wrong, result));
        }
        page.nameExercises();
        page.inward().forEach(page::lead);
        page.root.select("table.tableblock").wrap("<div class=\"scroll\"></div>");
        page.root.select("a.anchor").attr("aria-hidden", "true").attr("tabindex", "-1");
        return page.root;
    }

    /** Links to what the chapter does not have. */
    public static List<Problem> problems(List<ChapterRun> runs, Map<Chapter, Element> bodies) {
        List<Problem> problems = new ArrayList<>();
        for (ChapterRun run : runs) {
            run.lesson()
                    .ifPresent(lesson -> problems.addAll(problems(lesson, run.chapter(), bodies.get(run.chapter()))));
        }
        return problems;
    }

    private static List<Problem> problems(Lesson lesson, Chapter chapter, Element body) {
        return new LessonPage(lesson, body)
                .inward().stream()
                        .map(link -> link.attr("href").substring(1))
                        .filter(id -> body.getElementById(id) == null)
                        .map(id -> new Problem(
                                lesson.notes().file(),
                                lesson.notes().lineOf("<<" + id),
                                "<<" + id + ">> is nothing in " + chapter.file()
                                        + ": name a cell, a question or an exercise by the anchor above it"))
                        .toList();
    }

    private void say(WrongAnswer wrong, CellResult result) {
        Element block = root.getElementById(wrong.anchor());
        if (block == null) return;
        String words = result.outputs().stream()
                .filter(output -> output.kind() != CellResult.Kind.STREAM)
                .filter(output -> output.svg().isEmpty()) // a picture's plain form is no word of the check
                .map(CellResult.Output::text)
                .collect(Collectors.joining("\n"));
        Element said = new Element("p").addClass("said");
        said.appendElement("span").text("The check says:");
        said.appendText(" " + words);
        block.select(".listingblock").last().after(said);
    }

    private void nameExercises() {
        for (Element heading : root.select("h3")) {
            Element exercise = chapterBody.getElementById(heading.text().strip());
            if (exercise == null) continue;
            heading.removeAttr("id")
                    .empty()
                    .appendElement("a")
                    .attr("href", lesson.notes().name() + ".html#" + exercise.id())
                    .text(words(exercise));
        }
    }

    /** What to call something of the chapter: its title, if it has one, or what its author calls it. */
    private static String words(Element named) {
        Element title = named.selectFirst("> h3");
        if (title == null) return named.id().replace('-', ' ');
        Element words = title.clone();
        words.select("." + Mark.KIND).remove();
        return words.text();
    }

    /** Links to something that is not on this page. */
    private List<Element> inward() {
        return root.select("a[href^=#]").stream()
                .filter(link -> !link.hasClass("anchor"))
                .filter(link -> root.getElementById(link.attr("href").substring(1)) == null)
                .toList();
    }

    private void lead(Element link) {
        String id = link.attr("href").substring(1);
        Element named = chapterBody.getElementById(id);
        if (named != null && List.of(id, "[" + id + "]").contains(link.text())) link.text(words(named));
        link.attr("href", lesson.notes().name() + ".html#" + id);
    }
}
