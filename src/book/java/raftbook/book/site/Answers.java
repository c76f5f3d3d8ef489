package raftbook.book.site;

import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import raftbook.book.chapter.Mark;

/** The answers to a chapter's questions, for whoever reads on paper. */
public final class Answers {
    private Answers() {}

    /** Moves them behind the chapter's last section: one turns to the chapter's end for them. Changes the body. */
    public static void toTheEnd(Element body) {
        Elements questions = body.select("." + Mark.QUESTION + ":has(> ." + Mark.ANSWERS + ")");
        if (questions.isEmpty()) return;
        body.appendElement("h2").text("Answers to this chapter’s questions");
        for (Element question : questions) {
            Element answers = question.selectFirst("> ." + Mark.ANSWERS);
            Element asked = question.selectFirst("> ." + Mark.ASKED);
            if (asked != null) {
                Element words = asked.clone();
                words.select("." + Mark.KIND).remove();
                answers.selectFirst("summary").html(words.html().strip());
            }
            body.appendChild(answers);
        }
    }
}
