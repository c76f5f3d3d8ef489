package raftbook.book.site;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import raftbook.book.chapter.Cell;
import raftbook.book.chapter.CellResult;
import raftbook.book.chapter.ChapterRun;
import raftbook.book.chapter.Mark;
import raftbook.book.chapter.Question;

/**
 * A question as its readers get it: what is asked and, folded below, what is said to each answer, with the runs that say so.
 * Where scripts run, {@code questions.js} makes of it something that can be answered.
 */
final class Asked {
    private final Element root;
    private final ChapterRun run;
    private final Question question;
    private final Element block;
    private final Element content;
    private final Element answers = new Element("details").addClass(Mark.ANSWERS);

    private Asked(Element root, ChapterRun run, Question question, Element block) {
        this.root = root;
        this.run = run;
        this.question = question;
        this.block = block;
        this.content = block.selectFirst("> .content");
    }

    /** @param root of the chapter's body, in which the cells have their outputs */
    static void place(Element root, ChapterRun run, Question question) {
        Element block = root.getElementById(question.id());
        if (block != null && block.selectFirst("> .content") != null) new Asked(root, run, question, block).place();
    }

    private void place() {
        block.tagName("section").removeClass("exampleblock");
        block.attr(Mark.ASKS, question.kind().name().toLowerCase(Locale.ROOT));
        block.attr(Mark.RIGHT, new Gson().toJson(right()));
        Element title = block.selectFirst("> .title");
        if (title != null) {
            title.tagName("p").removeClass("title").addClass(Mark.ASKED);
            title.html("<span class=\"" + Mark.KIND + "\">Question</span> " + title.html());
        }
        answers.appendElement("summary").text("The answer, and what is said to others");
        if (question.kind() == Question.Kind.PRINTS) copyCode();
        Element choices = content.selectFirst("> ." + Mark.CHOICES);
        Element toRight = choices == null ? typed() : choices(choices);
        fillRuns();
        // The key may build on a cell that is shown in another reply: in the page's order that one comes first.
        if (toRight.nextElementSiblings().stream().anyMatch(later -> later.selectFirst("." + Mark.CELL) != null)) {
            answers.appendChild(toRight);
        }
        content.select("> ." + Mark.CELL).forEach(toRight::appendChild);
        block.appendChild(answers);
    }

    /** What counts as right, as a reader may give it. */
    private List<String> right() {
        if (question.kind() != Question.Kind.PRINTS) {
            return question.kind() == Question.Kind.CHOICE
                    ? question.named().map(List::of).orElse(List.of())
                    : question.answers();
        }
        return run.parsed().cellsOf(question).stream()
                .filter(cell -> cell.is(Cell.KEY))
                .flatMap(cell -> run.result(cell.id()).stream())
                .map(result -> result.transcript().strip())
                .toList();
    }

    /** What is asked about is seen before its output is. */
    private void copyCode() {
        Element key = content.selectFirst("> ." + Mark.CELL + "[" + Mark.CELL_OPTION + Cell.KEY + "]");
        if (key != null) key.before(key.selectFirst(".listingblock").clone().addClass(Mark.ASKED_CODE));
    }

    private Element choices(Element list) {
        Element letters = new Element("ol").addClass(Mark.CHOICES).attr("type", "A");
        list.before(letters);
        Element toRight = null;
        int at = 0;
        for (Element item : list.select("> ul > li")) {
            Element text = item.selectFirst("> p");
            if (text.childNode(0) instanceof TextNode box) box.text(box.text().replaceFirst("^[❏✓]\\s*", ""));
            letters.appendElement("li").html(text.html());
            text.remove();
            String letter = Question.letter(at);
            boolean right = question.choices().get(at++).right();
            Element reply = reply(letter + (right ? " is right." : " is not it."), item);
            reply.attr(Mark.WHEN, new Gson().toJson(List.of(letter)));
            if (right) toRight = reply;
        }
        list.remove();
        return toRight == null ? answers : toRight;
    }

    private Element typed() {
        List<String> right = right();
        Element why = taken(Mark.WHY);
        Element toRight = reply(String.join(", or ", right) + (right.isEmpty() ? "" : " is right."), why);
        toRight.attr(Mark.WHEN, block.attr(Mark.RIGHT));
        Element list = content.selectFirst("> ." + Mark.EXPECTED);
        if (list != null) {
            List<String> spellings = new ArrayList<>();
            for (Element part : list.select("> dl > *")) {
                if (part.tagName().equals("dt")) {
                    spellings.addAll(Question.spellings(part.text()));
                } else {
                    reply(String.join(", or ", spellings) + " is not it.", part)
                            .attr(Mark.WHEN, new Gson().toJson(spellings));
                    spellings.clear();
                }
            }
            list.remove();
        }
        Element otherwise = taken(Mark.OTHERWISE);
        if (otherwise.childrenSize() > 0)
            reply("To any other answer:", otherwise).attr(Mark.WHEN, "[]");
        return toRight;
    }

    /** The content of the question's block of this role; empty if there is none. */
    private Element taken(String role) {
        Element found = content.selectFirst("> ." + role);
        if (found == null) return new Element("div");
        found.remove();
        return found.selectFirst("> .content");
    }

    private Element reply(String to, Element words) {
        Element reply = answers.appendElement("div").addClass(Mark.REPLY);
        reply.appendElement("p").addClass(Mark.REPLY_TO).text(to);
        List.copyOf(words.childNodes()).forEach(reply::appendChild);
        return reply;
    }

    /** A cell of the question's own stands where it is first shown; of others, the output is shown once more. */
    private void fillRuns() {
        int at = 0;
        for (Element place : answers.select("[" + Mark.RUN + "]")) {
            Optional<Cell> cell = run.parsed().cells().stream()
                    .filter(each -> each.anchor().equals(place.attr(Mark.RUN)))
                    .findFirst();
            if (cell.isEmpty()) continue; // which is reported
            Element frame = root.getElementById(cell.get().anchor());
            if (frame == null) continue;
            if (frame.parent() == content) {
                place.replaceWith(frame);
                continue;
            }
            String scope = question.id() + "-run" + at++;
            Optional<CellResult> result = run.result(cell.get().id());
            place.addClass(Mark.OUTPUT)
                    .html(result.map(it -> Outputs.html(it, scope)).orElse(""));
            Element title = frame.selectFirst("> ." + Mark.CAPTION + ", .listingblock > .title");
            Element of = new Element("p").addClass(Mark.RUN_OF).text("From ");
            of.appendElement("a").attr("href", "#" + cell.get().anchor()).text("the run above");
            if (title != null) of.append(": " + title.html());
            place.after(of);
        }
    }
}
