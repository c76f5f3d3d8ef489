package raftbook.book.chapter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of the paper's Figure 2, in our words, from {@code docs/figure2.txt}: lines of {@code id | box | name |
 * section | words}.
 */
public record Figure2(Map<String, Rule> rules) {
    /** Begins the id of a rule where it is told. */
    public static final String ANCHOR = "fig2-";

    /**
     * One rule.
     *
     * @param box the heading in the figure, such as {@code AppendEntries RPC, receiver}
     * @param name what tells it within the box: a number or a variable
     * @param section the paper's section that explains it
     */
    public record Rule(String id, String box, String name, String section, String words) {
        String title() {
            return box + ", " + name;
        }
    }

    /** @throws IllegalArgumentException for a line of another form */
    public static Figure2 read(Layout layout) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (String line : Layout.dataLines(layout.figure2())) {
            String[] part = line.split("\\s*\\|\\s*");
            if (part.length != 5) {
                throw new IllegalArgumentException(
                        layout.show(layout.figure2()) + " wants id | box | name | section | words, not: " + line);
            }
            rules.put(part[0], new Rule(part[0], part[1], part[2], part[3], part[4]));
        }
        return new Figure2(rules);
    }

    /** The box that stands where a chapter tells the rule. */
    String told(String id) {
        Rule rule = rules.get(id);
        return rule == null
                ? ""
                : "<aside class=\"%s\" role=\"note\" id=\"%s%s\"><p class=\"rule-title\">The paper’s Figure 2: %s <span>§%s</span></p><p>%s</p></aside>"
                        .formatted(
                                Mark.RULE,
                                ANCHOR,
                                id,
                                Html.escape(rule.title()),
                                rule.section(),
                                Html.escape(rule.words()));
    }

    /** A mention, linked to where the rule is told. */
    String named(String id, Map<String, Chapter> tellers) {
        Rule rule = rules.get(id);
        if (rule == null) return id;
        String title = "Figure 2, " + Html.escape(rule.title());
        Chapter teller = tellers.get(id);
        return teller == null
                ? "<span class=\"rule-name\">" + title + "</span>"
                : "<a class=\"rule-name\" href=\"%s.html#%s%s\">%s</a>".formatted(teller.name(), ANCHOR, id, title);
    }

    /** The whole figure: a rule that some chapter tells links there. */
    String table(Map<String, Chapter> tellers) {
        StringBuilder html = new StringBuilder("<div class=\"" + Mark.FIGURE2 + "\">");
        List<String> boxes = rules.values().stream().map(Rule::box).distinct().toList();
        for (String box : boxes) {
            html.append("<section><h3>").append(Html.escape(box)).append("</h3><dl>");
            rules.values().stream()
                    .filter(rule -> rule.box().equals(box))
                    .forEach(rule -> html.append(row(rule, tellers)));
            html.append("</dl></section>");
        }
        return html.append("</div>").toString();
    }

    private static String row(Rule rule, Map<String, Chapter> tellers) {
        return "<dt>%s</dt><dd>%s <span class=\"section\">§%s</span> %s</dd>"
                .formatted(Html.escape(rule.name()), Html.escape(rule.words()), rule.section(), link(rule, tellers));
    }

    /** A link to where a rule is told; empty where it is not. */
    static String link(Rule rule, Map<String, Chapter> tellers) {
        Chapter teller = tellers.get(rule.id());
        return teller == null
                ? ""
                : "<a href=\"%s.html#%s%s\">chapter %s</a>"
                        .formatted(teller.name(), ANCHOR, rule.id(), teller.number());
    }
}
