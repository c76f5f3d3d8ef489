package raftbook.book.chapter;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import raftbook.book.museum.Exhibit;
import raftbook.book.museum.Finding;
import raftbook.book.museum.Museum;

/** The museum on a page: {@code museum::ID[]} is one exhibit, {@code museum::all[]} the table of them all. */
public final class Exhibits {
    /** Shows an exhibit, or all. */
    static final String MACRO = "museum";

    private static final String ALL = "all";
    private static final String ANCHOR = "museum-";

    private final Museum museum;

    private Exhibits(Museum museum) {
        this.museum = museum;
    }

    static Exhibits read(Layout layout) {
        return new Exhibits(Museum.read(layout.root().resolve("docs")));
    }

    /** What a chapter shows of it, for a digest. */
    String shownIn(Chapter chapter) {
        return chapter.text()
                .lines()
                .filter(line -> line.startsWith(MACRO + "::"))
                .map(line -> html(line.substring(MACRO.length() + 2).replace("[]", "")))
                .collect(Collectors.joining());
    }

    String html(String id) {
        return id.equals(ALL) ? table() : exhibit(museum.exhibit(id));
    }

    private String table() {
        String rows = museum.exhibits().stream().map(this::row).collect(Collectors.joining());
        return "<table class=\"tableblock " + Mark.MUSEUM + "\"><thead><tr><th>Bug</th><th>Whose</th><th>Campaign</th>"
                + "<th>Search</th><th>TLC</th></tr></thead><tbody>" + rows + "</tbody></table><p>" + Html.escape(sums())
                + "</p>";
    }

    private String sums() {
        List<Finding> all = museum.exhibits().stream().map(museum::finding).toList();
        return "Of these %d, campaigns catch %d, the search %d and TLC %d: campaigns alone %d, the search alone %d, TLC alone %d, nobody %d."
                .formatted(
                        all.size(),
                        count(all, Finding::isCaught),
                        count(all, Finding::hasStory),
                        count(all, Finding::isRefused),
                        count(all, each -> each.isCaught() && !each.hasStory() && !each.isRefused()),
                        count(all, each -> !each.isCaught() && each.hasStory() && !each.isRefused()),
                        count(all, each -> !each.isCaught() && !each.hasStory() && each.isRefused()),
                        count(all, each -> !each.isCaught() && !each.hasStory() && !each.isRefused()));
    }

    private static long count(List<Finding> all, Predicate<Finding> which) {
        return all.stream().filter(which).count();
    }

    private String row(Exhibit exhibit) {
        Finding finding = museum.finding(exhibit);
        String whose = exhibit.seen().stream()
                .map(seen -> seen.whose() + " " + seen.year())
                .collect(Collectors.joining(", "));
        String campaign = finding.isCaught() ? finding.get("breaks") + ", world " + finding.get("seed") : "—";
        return "<tr><td><a href=\"#%s%s\">%s</a></td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
                .formatted(
                        ANCHOR,
                        exhibit.id(),
                        Html.escape(exhibit.title()),
                        Html.escape(whose),
                        Html.escape(campaign),
                        Html.escape(orDash(finding.get("search"))),
                        finding.isRefused() ? refusedWorld(finding) : "—");
    }

    /** One of the first worlds has a number; another is the smaller one of the campaign. */
    private static String refusedWorld(Finding finding) {
        String world = finding.get("refused").replaceAll("Scenario\\.of\\((\\d+)\\)$", "world $1");
        return world.startsWith("world") ? world : "the smaller one";
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "—" : text;
    }

    private String exhibit(Exhibit exhibit) {
        Finding finding = museum.finding(exhibit);
        String picture = museum.picture(exhibit)
                .map(svg -> "<details class=\"" + Mark.MUSEUM_PICTURE + "\"><summary>" + Html.escape(summary(finding))
                        + "</summary>" + svg + "</details>")
                .orElse("");
        return "<div class=\"exhibit\"><p id=\"" + ANCHOR + exhibit.id() + "\"><strong>" + Html.escape(exhibit.title())
                + ".</strong> " + Html.inline(exhibit.bug()) + " <em>" + seen(exhibit) + "</em></p>"
                + "<div class=\"listingblock\"><div class=\"content\"><pre><code class=\"language-diff\" data-lang=\"diff\">"
                + Html.escape(diff(exhibit.edits())) + "</code></pre></div></div><p>" + Html.inline(caught(finding))
                + "</p>" + picture + "</div>";
    }

    private static String seen(Exhibit exhibit) {
        return exhibit.seen().stream()
                .map(seen -> "<a href=\"%s\">%s %d</a>".formatted(seen.link(), Html.escape(seen.whose()), seen.year()))
                .collect(Collectors.joining(", "));
    }

    private static String diff(List<Exhibit.Edit> edits) {
        StringBuilder text = new StringBuilder();
        String file = "";
        for (Exhibit.Edit edit : edits) {
            if (!edit.file().equals(file)) text.append(file = edit.file()).append('\n');
            edit.old().lines().forEach(line -> text.append("- ").append(line).append('\n'));
            edit.now().lines().forEach(line -> text.append("+ ").append(line).append('\n'));
        }
        return text.toString().stripTrailing();
    }

    private static String caught(Finding finding) {
        StringBuilder text = new StringBuilder();
        if (finding.isCaught()) {
            text.append("A campaign catches it in world ")
                    .append(finding.get("seed"))
                    .append(": ");
            text.append(finding.get("breaks")).append(" is broken. Smaller: `").append(finding.get("world"));
            text.append("`.");
        } else if (!finding.get("worlds").isEmpty()) {
            text.append("A campaign of ").append(finding.get("worlds")).append(" worlds notices nothing.");
        }
        if (!finding.get("bridge").isEmpty()) {
            text.append(" With the links cut by hand, nobody else has been elected after five seconds.");
        }
        if (finding.hasStory()) {
            text.append(" The search finds a story: ")
                    .append(finding.get("search"))
                    .append(" (");
            text.append(finding.get("scope")).append(").");
        }
        return text.append(judged(finding)).toString();
    }

    private static String judged(Finding finding) {
        if (finding.isRefused()) {
            return " TLC refuses `" + finding.get("refused") + "`: “" + finding.get("step") + "” is no step.";
        }
        return finding.get("judged").isEmpty() ? "" : " TLC refuses nothing in " + finding.get("judged") + " worlds.";
    }

    private static String summary(Finding finding) {
        return finding.isCaught()
                ? "The picture: " + finding.get("says").replaceFirst("(; nodes |: \\[).*", "")
                : "The picture";
    }
}
