package raftbook.book.exam;

import java.util.List;
import java.util.stream.Collectors;

/** Papers and their keys as AsciiDoc. A paper says nothing that is not asked: no reason, no seed, no run. */
final class ExamText {

    private static final String HEAD = """
            :reproducible:
            :nofooter:
            :!figure-caption:
            :pdf-theme: default-with-font-fallbacks
            :pdf-page-size: A4
            :icons!:

            """;

    private ExamText() {}

    /**
     * What a student gets.
     *
     * @param named whether the paper's name is a student's
     * @param figures the folder of its pictures, as the paper names it
     */
    static String paper(Paper paper, boolean named, String figures) {
        StringBuilder text = new StringBuilder("= Raft: exam\n").append(HEAD);
        text.append("Paper ").append(paper.code()).append(", ");
        text.append(named ? "for " + escape(paper.name()) : "variant " + escape(paper.name()))
                .append(" +\n");
        text.append(paper.questions().size())
                .append(" questions, ")
                .append(paper.points())
                .append(" points. ");
        text.append("One answer each: write its letter, or what is asked for, behind _Answer_.\n");
        for (int i = 0; i < paper.questions().size(); i++) {
            Question question = paper.questions().get(i);
            // A heading would stay behind where the rest of the question moves to the next page.
            text.append("\n[%unbreakable]\n--\n[discrete]\n== ").append(i + 1).append(". ");
            text.append(question.kind().title()).append("\n\n");
            text.append("_").append(question.difficulty().words()).append(", ");
            text.append(question.difficulty().points()).append(" points_\n\n");
            text.append(escape(question.ask())).append("\n");
            for (int e = 0; e < question.exhibits().size(); e++) {
                text.append("\n").append(exhibit(question, e, figures + "/" + figure(i, e)));
            }
            text.append("\n").append(choices(question)).append("\nAnswer: " + "&#95;".repeat(16) + "\n--\n");
        }
        return text.toString();
    }

    /** The file name of a question's picture. */
    static String figure(int question, int exhibit) {
        return "q" + (question + 1) + "-" + (exhibit + 1) + ".svg";
    }

    private static String exhibit(Question question, int place, String file) {
        Exhibit exhibit = question.exhibits().get(place);
        String title = exhibit.title().isEmpty() ? "" : "." + escape(exhibit.title()) + "\n";
        if (exhibit instanceof Exhibit.Listing listing) return title + "....\n" + listing.text() + "....\n";
        int width = question.exhibits().size() > 2 ? 44 : 80;
        String words = ((Exhibit.Picture) exhibit).words().replace("]", "\\]").replace("\"", "'");
        return title + "image::" + file + "[\"" + words + "\",pdfwidth=" + width + "%]\n";
    }

    private static String choices(Question question) {
        return question.choices().isEmpty()
                ? ""
                : question.choices().stream()
                        .map(choice -> ". " + escape(choice) + "\n")
                        .collect(Collectors.joining("", "[upperalpha]\n", ""));
    }

    /** What the graders get: for each paper the keys, and why. */
    static String keys(Order order, List<Paper> papers) {
        StringBuilder text = new StringBuilder("= Raft: keys, for graders alone\n").append(HEAD);
        text.append("Seed ")
                .append(order.seed())
                .append(", ")
                .append(papers.size())
                .append(" papers. ");
        text.append("Each key was computed by the library and by a second way of its own, and both agreed.\n");
        for (Paper paper : papers) {
            text.append("\n== ").append(paper.code()).append(", ");
            text.append(order.named() ? escape(paper.name()) : "variant " + escape(paper.name()))
                    .append("\n\n");
            text.append("[cols=\"1,3,1,9\"]\n|===\n|No |Question |Key |Why\n\n");
            for (int i = 0; i < paper.questions().size(); i++) {
                Question question = paper.questions().get(i);
                text.append("|")
                        .append(i + 1)
                        .append(" |")
                        .append(question.kind().title());
                text.append(" (").append(question.difficulty().words()).append(", ");
                text.append(question.difficulty().points()).append(")");
                text.append(" |*").append(escape(question.key())).append("*");
                text.append(" |_")
                        .append(escape(question.answer()))
                        .append("_ ")
                        .append(escape(question.reason()));
                text.append(" Chapter ").append(question.kind().chapter()).append("; ");
                text.append(escape(question.source())).append("\n");
            }
            text.append("|===\n");
        }
        return text.toString();
    }

    /** Text that AsciiDoc shows as it stands, whatever stands in it. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean plain = Character.isLetterOrDigit(c) || " ,".indexOf(c) >= 0;
            // A full stop or a colon means something at the beginning of a line or doubled alone; so does a bracket.
            boolean harmless = ".?:;()/@–".indexOf(c) >= 0 && escaped.length() > 0;
            if (plain || harmless) escaped.appendCodePoint(c);
            else escaped.append("&#").append(c).append(';');
        });
        return escaped.toString()
                .replace("::", ":&#58;")
                .replace(";;", ";&#59;")
                .replace("...", "..&#46;")
                .replaceAll("\\((?=(C|R|TM)\\))", "&#40;")
                .replaceAll("(?<=[A-Za-z0-9])@(?=[A-Za-z])", "&#64;")
                .replaceAll("(https?|ftp|irc|mailto|link|image|xref|pass|footnote)(:)", "$1&#58;");
    }
}
