package raftbook.book.exam;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Questions as Moodle's quiz module imports them ("Moodle XML"): a category for each question of the exam, so that a quiz can draw
 * one of each at random; pictures as files within, explanations as general feedback.
 */
final class Moodle {

    private Moodle() {}

    static String xml(List<Paper> papers) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n");
        int questions = papers.isEmpty() ? 0 : papers.get(0).questions().size();
        for (int i = 0; i < questions; i++) {
            Question first = papers.get(0).questions().get(i);
            String category = String.format(
                    Locale.ROOT,
                    "%02d %s (%s)",
                    i + 1,
                    first.kind().title(),
                    first.difficulty().words());
            xml.append("<question type=\"category\"><category>");
            xml.append(text("$course$/top/Raft exam/" + category)).append("</category></question>\n");
            for (Paper paper : papers)
                xml.append(question(paper.code(), i, paper.questions().get(i)));
        }
        return xml.append("</quiz>\n").toString();
    }

    private static String question(String code, int place, Question question) {
        boolean written = question.choices().isEmpty();
        StringBuilder xml = new StringBuilder();
        xml.append("<question type=\"")
                .append(written ? "shortanswer" : "multichoice")
                .append("\">\n");
        xml.append("<name>")
                .append(text("Paper " + code + ", question " + (place + 1)))
                .append("</name>\n");
        xml.append("<questiontext format=\"html\">").append(cdata(html(place, question)));
        for (int e = 0; e < question.exhibits().size(); e++) {
            if (question.exhibits().get(e) instanceof Exhibit.Picture picture) {
                xml.append(file(ExamText.figure(place, e), picture.svg()));
            }
        }
        xml.append("</questiontext>\n<generalfeedback format=\"html\">");
        xml.append(cdata("<p>" + escape(question.reason()) + "</p>")).append("</generalfeedback>\n");
        xml.append("<defaultgrade>").append(question.difficulty().points()).append("</defaultgrade>\n");
        xml.append("<penalty>0</penalty>\n<hidden>0</hidden>\n");
        if (written) {
            xml.append("<usecase>0</usecase>\n").append(answer(question.key(), true, "moodle_auto_format"));
        } else {
            xml.append("<single>true</single>\n<shuffleanswers>false</shuffleanswers>\n");
            xml.append("<answernumbering>ABCD</answernumbering>\n");
            for (int i = 0; i < question.choices().size(); i++) {
                boolean right = question.key().equals(Question.letter(i));
                xml.append(answer("<p>" + escape(question.choices().get(i)) + "</p>", right, "html"));
            }
        }
        return xml.append("</question>\n").toString();
    }

    private static String html(int place, Question question) {
        StringBuilder html =
                new StringBuilder("<p>").append(escape(question.ask())).append("</p>");
        for (int e = 0; e < question.exhibits().size(); e++) {
            Exhibit exhibit = question.exhibits().get(e);
            if (!exhibit.title().isEmpty())
                html.append("<p><b>").append(escape(exhibit.title())).append("</b></p>");
            if (exhibit instanceof Exhibit.Listing listing) {
                html.append("<pre>").append(escape(listing.text())).append("</pre>");
            } else {
                String words = escape(((Exhibit.Picture) exhibit).words());
                html.append("<p><img src=\"@@PLUGINFILE@@/").append(ExamText.figure(place, e));
                html.append("\" alt=\"").append(words).append("\"></p>");
            }
        }
        return html.toString();
    }

    private static String file(String name, String content) {
        String base64 = Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
        return "<file name=\"" + name + "\" path=\"/\" encoding=\"base64\">" + base64 + "</file>";
    }

    private static String answer(String content, boolean right, String format) {
        return "<answer fraction=\"" + (right ? 100 : 0) + "\" format=\"" + format + "\">" + cdata(content)
                + "<feedback format=\"html\"><text></text></feedback></answer>\n";
    }

    private static String text(String content) {
        return "<text>" + escape(content) + "</text>";
    }

    private static String cdata(String content) {
        return "<text><![CDATA[" + content.replace("]]>", "]]]]><![CDATA[>") + "]]></text>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
