package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import raftbook.book.source.Library;

/**
 * Where each rule of Figure 2 is in the code, from {@code docs/figure2map.txt}: a rule's id on a line, and below it lines
 * of a word and what it says, {@code method}, {@code test}, {@code breaks} and {@code campaign}.
 *
 * @param rows by the rule's id
 */
public record RuleMap(Map<String, Row> rows) {
    /** Shows the map. */
    static final String MACRO = "figure2map";

    private static final List<String> WORDS = List.of("method", "test", "breaks", "campaign");

    /**
     * What is known of one rule. Nothing is checked yet.
     *
     * @param methods {@code Type.method} in the library, the one that matters first
     * @param tests {@code TestClass.method}
     * @param breaks what goes wrong without the rule, a sentence; empty if it is missing
     * @param campaigns {@code Type.CONSTANT} in the library: a broken variant that a campaign finds
     */
    public record Row(List<String> methods, List<String> tests, String breaks, List<String> campaigns) {}

    /**
     * No rows where the file does not exist.
     *
     * @throws IllegalArgumentException for a line of another form
     */
    public static RuleMap read(Layout layout) {
        Map<String, Map<String, List<String>>> rows = new LinkedHashMap<>();
        Map<String, List<String>> row = Map.of();
        for (String line : Layout.dataLines(layout.figure2Map())) {
            String[] part = line.split("\\s+", 2);
            boolean begins = part.length == 1 && !WORDS.contains(part[0]);
            if (begins && !rows.containsKey(part[0])) {
                row = new LinkedHashMap<>();
                rows.put(part[0], row);
            } else if (part.length == 2 && WORDS.contains(part[0]) && !rows.isEmpty()) {
                row.computeIfAbsent(part[0], word -> new ArrayList<>()).add(part[1]);
            } else {
                throw new IllegalArgumentException(layout.show(layout.figure2Map())
                        + " wants a rule's id, once, or one of " + WORDS + " and what it says, not: " + line);
            }
        }
        Map<String, Row> read = new LinkedHashMap<>();
        rows.forEach((id, words) -> read.put(
                id,
                new Row(
                        words.getOrDefault("method", List.of()),
                        words.getOrDefault("test", List.of()),
                        String.join(" ", words.getOrDefault("breaks", List.of())),
                        words.getOrDefault("campaign", List.of()))));
        return new RuleMap(read);
    }

    /** The map as far as it is known: a rule links to where it is told, a method to its source. */
    String table(Figure2 figure2, Plan plan) {
        StringBuilder html = new StringBuilder(
                "<table class=\"tableblock " + Mark.RULE_MAP + "\"><thead><tr><th>Rule</th>"
                        + "<th>Paper, book</th><th>In the code</th><th>Tested by</th><th>Without it</th></tr></thead><tbody>");
        String box = "";
        for (Figure2.Rule rule : figure2.rules().values()) {
            if (!rule.box().equals(box)) {
                box = rule.box();
                html.append("<tr class=\"box\"><th colspan=\"5\"><strong>")
                        .append(Html.escape(box))
                        .append("</strong></th></tr>");
            }
            Row row = rows.getOrDefault(rule.id(), new Row(List.of(), List.of(), "", List.of()));
            html.append(row(rule, row, plan));
        }
        return html.append("</tbody></table>").toString();
    }

    private static String row(Figure2.Rule rule, Row row, Plan plan) {
        return "<tr><td><strong>%s</strong> %s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
                .formatted(
                        Html.escape(rule.name()),
                        Html.inline(rule.words()),
                        paragraphs(List.of("§" + rule.section(), Figure2.link(rule, plan.rules()))),
                        paragraphs(row.methods().stream()
                                .map(name -> method(name, plan.library()))
                                .toList()),
                        paragraphs(row.tests().stream()
                                .map(name -> "<code>" + breakable(name) + "</code>")
                                .toList()),
                        Html.inline(row.breaks()) + campaigns(row, plan.chapters()));
    }

    private static String paragraphs(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isEmpty())
                .map(line -> "<p>" + line + "</p>")
                .collect(Collectors.joining());
    }

    private static String method(String name, Library library) {
        String code = "<code>" + breakable(name) + "</code>";
        try {
            Library.Located found = library.locate(name);
            return "<a href=\"source/%s.html#L%s\" %s=\"%s\">%s</a>"
                    .formatted(
                            found.file().path().replace('/', '-').replaceFirst("\\.java$", ""),
                            found.part().line(),
                            Mark.SOURCE,
                            found.file().path(),
                            code);
        } catch (IllegalArgumentException notThere) {
            return code; // the truth about it is told among the problems
        }
    }

    private static String campaigns(Row row, List<Chapter> chapters) {
        StringBuilder html = new StringBuilder();
        for (String campaign : row.campaigns()) {
            String constant = campaign.substring(campaign.indexOf('.') + 1);
            Optional<Chapter> chapter = chapters.stream()
                    .filter(each -> each.text().contains("[" + constant + "]")) // shown by itself
                    .findFirst();
            String words = Html.escape(constant.toLowerCase(Locale.ROOT).replace('_', ' '));
            html.append(" <span class=\"campaign\">Campaign: “%s”.</span>"
                    .formatted(chapter.map(each -> "<a href=\"%s.html\">%s</a>".formatted(each.name(), words))
                            .orElse(words)));
        }
        return html.toString();
    }

    /** A long name may break before a dot and where a word begins. */
    private static String breakable(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?=\\.)", "<wbr>");
    }
}
