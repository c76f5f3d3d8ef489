package raftbook.book.grade;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import raftbook.book.grade.Grader.Graded;
import raftbook.book.world.RunLink;

/** The results as a page without scripts: a row for each student, and below it the words of each check that did not pass. */
final class Table {
    private static final Pattern WORLD = Pattern.compile("\\b(?:world|seed) (\\d{1,18})\\b");
    private static final Pattern CLUSTER = Pattern.compile("SimulatedCluster\\.of\\((\\d), seed\\)");

    private static final String STYLE = """
            :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
            body { margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; }
            th, td { border: 1px solid light-dark(#ccc, #555); padding: .25rem .5rem; text-align: left; vertical-align: top; }
            thead th { position: sticky; top: 0; background: Canvas; }
            .overview td { text-align: center; }
            .PASSED { background: light-dark(#e2f3e2, #1d3a22); }
            .PARTLY { background: light-dark(#f7f0d0, #3b3515); }
            .WRONG, .FAILED { background: light-dark(#fbe6e3, #442320); }
            .ENDED, .REFUSED { background: light-dark(#f2d9f0, #40243d); }
            .words { white-space: pre-wrap; overflow-wrap: anywhere; }
            .remark { color: light-dark(#555, #bbb); }
            """;

    private final String explorer;

    private Table(String explorer) {
        this.explorer = explorer;
    }

    /**
     * @param explorer where the explorer's page is, seen from this one
     * @param notes what there is to say of the whole, a sentence each
     */
    static String of(List<Graded> all, List<Task> tasks, String explorer, List<String> notes) {
        Table table = new Table(explorer);
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>Grades</title>\n<style>\n");
        html.append(STYLE).append("</style>\n<h1>Grades</h1>\n");
        notes.forEach(note -> html.append("<p>").append(escape(note)).append("</p>\n"));
        html.append(
                "<p>✓ right, a number: so much of it, · untouched, – missing, ✗ wrong, ! fails, † was ended, R refused,"
                        + " * look at it.</p>\n");
        table.overview(all, tasks, html);
        for (int i = 0; i < all.size(); i++) table.student(i, all.get(i), html);
        return html.append("</html>\n").toString();
    }

    private void overview(List<Graded> all, List<Task> tasks, StringBuilder html) {
        html.append("<div class=\"wide\"><table class=\"overview\">\n<thead><tr><th>Student<th>Points");
        for (Task task : tasks) {
            html.append("<th><abbr title=\"")
                    .append(escape(task.label() + ", " + task.title()))
                    .append("\">")
                    .append(escape(task.label().replaceFirst(".* ", "")))
                    .append(' ')
                    .append(escape(task.id()))
                    .append("</abbr>");
        }
        html.append("</thead>\n<tbody>\n");
        for (int i = 0; i < all.size(); i++) {
            Graded graded = all.get(i);
            html.append("<tr><th><a href=\"#s")
                    .append(i)
                    .append("\">")
                    .append(escape(graded.submission().student()))
                    .append("</a><td>")
                    .append(Results.number(graded.points()));
            for (Verdict verdict : graded.verdicts()) {
                html.append("<td class=\"")
                        .append(verdict.kind())
                        .append("\" title=\"")
                        .append(escape(verdict.kind().words))
                        .append("\">")
                        .append(sign(verdict));
                if (verdict.remarks().stream().anyMatch(remark -> remark.startsWith("look"))) html.append('*');
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private static String sign(Verdict verdict) {
        return switch (verdict.kind()) {
            case PASSED -> "✓";
            case PARTLY -> Results.number(verdict.points());
            case UNTOUCHED -> "·";
            case MISSING -> "–";
            case WRONG -> "✗";
            case FAILED -> "!";
            case ENDED -> "†";
            case REFUSED -> "R";
        };
    }

    private void student(int number, Graded graded, StringBuilder html) {
        html.append("<h2 id=\"s")
                .append(number)
                .append("\">")
                .append(escape(graded.submission().student()))
                .append(", ")
                .append(Results.number(graded.points()))
                .append(" of ")
                .append(graded.verdicts().size())
                .append("</h2>\n");
        graded.remarks().forEach(remark -> html.append("<p class=\"remark\">")
                .append(escape(remark))
                .append("</p>\n"));
        List<Verdict> told = graded.verdicts().stream()
                .filter(verdict -> verdict.kind() != Verdict.Kind.UNTOUCHED && verdict.kind() != Verdict.Kind.MISSING)
                .filter(verdict -> verdict.kind() != Verdict.Kind.PASSED
                        || !verdict.remarks().isEmpty())
                .toList();
        if (told.isEmpty()) return;
        html.append("<table>\n<tr><th>Exercise<th>Points<th>What the check says</tr>\n");
        for (Verdict verdict : told) {
            html.append("<tr class=\"")
                    .append(verdict.kind())
                    .append("\"><td>")
                    .append(escape(verdict.task().label()))
                    .append("<br>")
                    .append(escape(verdict.task().title()))
                    .append("<td>")
                    .append(Results.number(verdict.points()))
                    .append("<td><div class=\"words\">")
                    .append(escape(verdict.words()))
                    .append("</div>");
            link(verdict).ifPresent(html::append);
            verdict.remarks().forEach(each -> html.append("<div class=\"remark\">")
                    .append(escape(each))
                    .append("</div>"));
            html.append("</tr>\n");
        }
        html.append("</table>\n");
    }

    /** The failing world, where the explorer can show it: it cannot run a student's rule, so it shows it under the paper's. */
    private Optional<String> link(Verdict verdict) {
        return replay(verdict)
                .map(link -> "<div><a href=\"" + escape(explorer + "#" + link)
                        + "\">This world in the explorer, under the rules of the paper</a></div>");
    }

    static Optional<String> replay(Verdict verdict) {
        Matcher world = WORLD.matcher(verdict.words());
        String check = verdict.task().check();
        if (verdict.kind() == Verdict.Kind.PASSED || !world.find()) return Optional.empty();
        long seed = Long.parseLong(world.group(1));
        Matcher cluster = CLUSTER.matcher(check);
        if (check.contains("Campaign")) return Optional.of(RunLink.ofWorld(seed));
        return cluster.find()
                ? Optional.of(RunLink.ofCluster(Integer.parseInt(cluster.group(1)), seed))
                : Optional.empty();
    }

    static String escape(String text) {
        return text.codePoints()
                .filter(c -> c >= ' ' || c == '\n' || c == '\t')
                .mapToObj(c -> switch (c) {
                    case '&' -> "&amp;";
                    case '<' -> "&lt;";
                    case '>' -> "&gt;";
                    case '"' -> "&quot;";
                    case '\'' -> "&#39;";
                    default -> Character.toString(c);
                })
                .collect(Collectors.joining());
    }
}
