package raftbook.book.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Cell;
import raftbook.book.chapter.Mark;
import raftbook.book.world.RunLink;
import raftbook.check.BrokenRule;

/**
 * Links from a chapter's cells to the pages on which the library runs: below each cell that starts a campaign, the same campaign;
 * below each that runs one world, that world. They are read off the cell's own text, so a link can only lead to the rules and seeds
 * that stand there; of a cell that does not say them plainly there is none. A picture of a run that came with its run gets the link of
 * one that can be steered, if a cluster of the chapter's cells, left alone, does the same.
 */
final class PageLinks {

    private static final String RULE = "BrokenRule\\.(\\w+)\\.rules\\(\\)";
    private static final Pattern NAMED = Pattern.compile("\\bRules (\\w+) = ([^;{}]+);");
    private static final Pattern CAMPAIGN = Pattern.compile("Campaign\\.of\\(");

    /** As a check writes it, whose first world a grader can choose; in the book it is the world of seed 1. */
    private static final Pattern CHECKED =
            Pattern.compile("(?s)\\blong firstWorld = 1;.*\\bnew Campaign\\(.*, firstWorld, (\\d+)\\)\\.run");

    private static final Pattern SCENARIO = Pattern.compile("Scenario\\.of\\((-?\\d+)L?\\)(?:\\.only\\(([\\d, ]*)\\))?"
            + "(\\.onCalmNetwork\\(\\))?(?:\\.faster\\((\\d+)\\))?(?!\\.)");
    private static final Pattern WORLD = Pattern.compile("new World\\(|\\bcounterexample\\(BrokenRule\\.");
    private static final Pattern ANY_RULE = Pattern.compile("BrokenRule\\.([A-Z_]+)\\b");

    private static final Pattern CLUSTER = Pattern.compile("SimulatedCluster\\.of\\((\\d+), (-?\\d+)L?\\)");

    /** The rule that a variable of the chapter breaks. */
    private final Map<String, String> known = new HashMap<>();

    /** The clusters that the chapter's cells have begun so far, by their Java. */
    private final Set<String> clusters = new LinkedHashSet<>();

    private final Predicate<String> isThere;

    private PageLinks(Predicate<String> isThere) {
        this.isThere = isThere;
    }

    /**
     * Adds them to a chapter's body, which is changed.
     *
     * @param isThere whether there is a page of that name to lead to
     */
    static void addTo(Element body, Predicate<String> isThere) {
        PageLinks links = new PageLinks(isThere);
        // What a question shows once more can be looked at where it was shown first.
        for (Element picture : body.select("[" + Mark.RECORDED + "]")) {
            if (picture.closest("." + Mark.CELL) == null) picture.removeAttr(Mark.RECORDED);
        }
        for (Element cell : body.select("." + Mark.CELL)) {
            Element code = cell.selectFirst("> .listingblock code");
            if (code != null) links.add(cell, code.wholeText());
        }
        tellOnce(body.select("[" + Mark.RECORDED + "]"));
    }

    /**
     * A run that several pictures show is in the page once, as far as the latest of them shows it. The others have its number among
     * the pictures that bring one, and how much of it they show.
     */
    private static void tellOnce(List<Element> pictures) {
        List<String> runs =
                pictures.stream().map(each -> each.attr(Mark.RECORDED)).toList();
        for (int i = 0; i < runs.size(); i++) {
            String run = runs.get(i);
            String longest = runs.stream()
                    .filter(other -> other.startsWith(run))
                    .max(Comparator.comparingInt(String::length))
                    .orElseThrow();
            int place = runs.indexOf(longest);
            if (place != i) pictures.get(i).attr(Mark.RECORDED, "=" + place + "," + run.length());
        }
    }

    private void add(Element cell, String source) {
        NAMED.matcher(source).results().forEach(found -> broken(found.group(2))
                .ifPresentOrElse(rule -> known.put(found.group(1), rule), () -> known.remove(found.group(1))));
        List<Element> links = new ArrayList<>();
        if (isThere.test("campaign")) links.addAll(campaigns(cell, source));
        CLUSTER.matcher(source).results().forEach(found -> clusters.add(found.group()));
        if (isThere.test("explorer")) {
            Optional<Element> world = world(source);
            world.ifPresent(links::add);
            for (Element picture : cell.select("[" + Mark.RECORDED + "]")) {
                // A world is more than its events.
                if (world.isPresent()) picture.removeAttr(Mark.RECORDED);
                else steered(picture.attr(Mark.RECORDED)).ifPresent(link -> picture.attr(Mark.STEERED, link));
            }
        }
        // A check is folded away: its link is not.
        Element fold = cell.parent() != null && cell.parent().hasClass(Mark.CHECK) ? cell.parent() : cell;
        for (Element link : links) {
            fold.after(link);
            fold = link;
        }
    }

    private Optional<String> steered(String recorded) {
        for (String java : clusters) {
            Matcher cluster = CLUSTER.matcher(java);
            if (!cluster.matches()) continue;
            Optional<String> link =
                    RunLink.ofRecorded(recorded, Integer.parseInt(cluster.group(1)), Long.parseLong(cluster.group(2)));
            if (link.isPresent()) return link;
        }
        return Optional.empty();
    }

    private List<Element> campaigns(Element cell, String source) {
        List<Element> links = new ArrayList<>();
        Matcher matcher = CAMPAIGN.matcher(source);
        while (matcher.find()) {
            List<String> arguments = arguments(source, matcher.end());
            if (arguments.size() != 2 || !arguments.get(1).matches("\\d+")) continue;
            String rules = arguments.get(0);
            String worlds = arguments.get(1);
            Optional<String> broken = broken(rules);
            if (broken.isPresent()) {
                links.add(paragraph().appendChild(campaign(broken.get(), worlds, "Run it in the page")));
            } else if (isOfEach(rules, source)) {
                links.add(ofEach(worlds));
            } else if (cell.hasAttr(Mark.CELL_OPTION + Cell.CHECK)) {
                links.add(theSameWorlds(worlds));
            }
        }
        if (cell.hasAttr(Mark.CELL_OPTION + Cell.CHECK)) {
            CHECKED.matcher(source).results().forEach(found -> links.add(theSameWorlds(found.group(1))));
        }
        return links;
    }

    private static Element theSameWorlds(String worlds) {
        String words = "Run these " + worlds + " worlds in the page, under the rules of the paper";
        return paragraph().appendChild(campaign("", worlds, words));
    }

    private static boolean isOfEach(String rules, String source) {
        return rules.matches("\\w+\\.rules\\(\\)")
                && source.contains(
                        "for (BrokenRule " + rules.substring(0, rules.indexOf('.')) + " : BrokenRule.values())");
    }

    private static Element ofEach(String worlds) {
        Element paragraph = paragraph().appendText("Run one of them in the page: ");
        for (BrokenRule rule : BrokenRule.values()) {
            paragraph.appendText(rule.ordinal() == 0 ? "" : ", ");
            paragraph.appendChild(campaign(rule.name(), worlds, rule.name()));
        }
        return paragraph.appendText(".");
    }

    private static Element paragraph() {
        return new Element("p").addClass(Mark.IN_PAGE);
    }

    private static Element campaign(String broken, String worlds, String words) {
        String rules = broken.isEmpty() ? "" : "break=" + broken + "&";
        return new Element("a")
                .attr("href", "campaign.html#" + rules + "from=1&worlds=" + worlds)
                .text(words);
    }

    /** The rule that an expression breaks; an empty text if it keeps all, and nothing if it does not say so plainly. */
    private Optional<String> broken(String expression) {
        if (expression.equals("Rules.PAPER")) return Optional.of("");
        if (expression.equals("Rules.PAPER.with(CommitRule.local())"))
            return Optional.of(BrokenRule.COMMITS_ALONE.name());
        Matcher rule = Pattern.compile(RULE).matcher(expression);
        if (rule.matches()) return isRule(rule.group(1)) ? Optional.of(rule.group(1)) : Optional.empty();
        return Optional.ofNullable(known.get(expression));
    }

    private static boolean isRule(String name) {
        return Stream.of(BrokenRule.values()).anyMatch(rule -> rule.name().equals(name));
    }

    /** What stands between parentheses, the first of which has been read, parted by the commas that are in no others. */
    private static List<String> arguments(String source, int begin) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int from = begin;
        for (int i = begin; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '(') depth++;
            if (depth == 0 && (c == ',' || c == ')')) {
                arguments.add(source.substring(from, i).strip());
                from = i + 1;
            }
            if (c == ')' && depth-- == 0) return arguments;
        }
        return List.of();
    }

    /** The only world of a cell, if it runs one and says of which rules. */
    private static Optional<Element> world(String source) {
        List<String> rules = ANY_RULE.matcher(source)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        List<String> links = SCENARIO.matcher(source)
                .results()
                .map(found -> {
                    StringBuilder link = new StringBuilder("raft=1&world=" + found.group(1));
                    if (found.group(2) != null)
                        link.append("&only=").append(found.group(2).replace(" ", ""));
                    if (found.group(3) != null) link.append("&calm=yes");
                    if (found.group(4) != null) link.append("&pace=").append(found.group(4));
                    return link.toString();
                })
                .toList();
        boolean plain = rules.isEmpty() ? source.contains(", Rules.PAPER)") : rules.size() == 1 && isRule(rules.get(0));
        if (links.size() != 1 || !plain || !WORLD.matcher(source).find()) return Optional.empty();
        String link = links.get(0) + (rules.isEmpty() ? "" : "&break=" + rules.get(0));
        Element paragraph = paragraph();
        paragraph.appendElement("a").attr("href", "explorer.html#" + link).text("Look at this world in the explorer");
        return Optional.of(paragraph);
    }
}
