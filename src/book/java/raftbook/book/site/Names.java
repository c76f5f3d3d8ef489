package raftbook.book.site;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.Figure2;
import raftbook.book.chapter.Mark;
import raftbook.book.source.Library;
import raftbook.book.source.Member;
import raftbook.book.source.SourceFile;
import raftbook.book.source.TypeSource;

/**
 * What stands elsewhere and is named in running text: types and members of the library ({@code RaftNode.receive}), sections of the
 * paper and of the dissertation (§5.4.2), rules of Figure 2. Each has a card; of the library those alone that a chapter names.
 */
final class Names {
    static final Names NONE = new Names(Map.of(), Map.of());

    private static final int LONGEST = 300;
    private static final Pattern IN_TEXT = Pattern.compile("`\\+?([A-Z]\\w*(?:\\.\\w+)*)(?:\\(\\))?\\+?`");
    private static final Pattern SECTION = Pattern.compile("(?<thesis>dissertation\\s+)?§(?<number>\\d+(?:\\.\\d+)*)");
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|record|interface|enum)\\s+(\\w+)");
    private static final Pattern SENTENCE = Pattern.compile("(.*?[.?])(?=\\s+[\\p{Lu}(<@{]|\\s*$).*", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("\\{@(?:code|literal|link|linkplain)\\s+([^{}]*)}");

    private final Map<String, Cards.Card> cards;
    /** Where a name of the library leads. */
    private final Map<String, String> pages;

    private Names(Map<String, Cards.Card> cards, Map<String, String> pages) {
        this.cards = cards;
        this.pages = pages;
    }

    /** @param paper lines of {@code docs/paper.txt} */
    static Names of(List<Chapter> chapters, Figure2 figure2, List<String> paper, Library library) {
        Names names = new Names(new LinkedHashMap<>(), new LinkedHashMap<>());
        paper.forEach(names::section);
        figure2.rules().values().forEach(names::rule);
        Set<String> mentioned = new TreeSet<>();
        for (Chapter chapter : chapters) {
            IN_TEXT.matcher(chapter.text()).results().forEach(found -> mentioned.add(found.group(1)));
        }
        mentioned.forEach(name -> names.library(name, library));
        return names;
    }

    Map<String, Cards.Card> cards() {
        return cards;
    }

    private void section(String line) {
        boolean thesis = line.startsWith("thesis ");
        String[] part = line.replaceFirst("^thesis ", "").split(" ", 2);
        cards.put(
                id(thesis, part[0]),
                new Cards.Card(
                        "§" + part[0],
                        JavaHighlighter.escape(part[1]),
                        thesis ? "Ongaro’s dissertation, 2014" : "The Raft paper, extended version"));
    }

    private static String id(boolean thesis, String section) {
        return (thesis ? "thesis-" : "section-") + section;
    }

    private void rule(Figure2.Rule rule) {
        cards.put(
                Figure2.ANCHOR + rule.id(),
                new Cards.Card(
                        "Figure 2: " + rule.box() + ", " + rule.name(),
                        JavaHighlighter.escape(rule.words()),
                        "§" + rule.section() + " of the paper"));
    }

    /** {@code Type}, {@code Type.Nested} or {@code Type.member}, if the library has it and says something of it. */
    private void library(String name, Library library) {
        Optional<SourceFile> file = library.declaring(name.replaceFirst("\\..*", ""));
        file.flatMap(found -> lineOf(found, name))
                .ifPresent(line -> said(file.get(), line).ifPresent(html -> {
                    String path = file.get().path();
                    cards.put("name-" + name, new Cards.Card(name, html, path));
                    pages.put(name, Body.sourcePage(path) + "#L" + line);
                }));
    }

    private static Optional<Integer> lineOf(SourceFile file, String name) {
        for (TypeSource type : file.types()) {
            Optional<Integer> line = lineOf(type, type.name(), name);
            if (line.isPresent()) return line;
        }
        return Optional.empty();
    }

    private static Optional<Integer> lineOf(TypeSource type, String path, String name) {
        if (path.equals(name)) return Optional.of(type.first());
        if (!name.startsWith(path + ".")) return Optional.empty();
        for (Member member : type.members()) {
            if (member.type().isPresent()) {
                TypeSource nested = member.type().get();
                Optional<Integer> line = lineOf(nested, path + "." + nested.name(), name);
                if (line.isPresent()) return line;
            } else if (member.names().contains(name.substring(path.length() + 1))) {
                return Optional.of(member.first());
            }
        }
        return Optional.empty();
    }

    /** The first sentence of the Javadoc that begins in the line, as HTML. */
    static Optional<String> said(SourceFile file, int line) {
        String from = String.join("\n", file.lines(line, file.lines().size()));
        if (!from.strip().startsWith("/**")) return Optional.empty();
        String comment = from.substring(from.indexOf("/**") + 3, from.indexOf("*/"))
                .lines()
                .map(each -> each.strip().replaceFirst("^\\*", "").strip())
                .collect(Collectors.joining(" "))
                .strip();
        Matcher sentence = SENTENCE.matcher(comment);
        String first = sentence.matches() ? sentence.group(1) : comment;
        return first.isEmpty() || first.startsWith("@") || first.length() > LONGEST
                ? Optional.empty()
                : Optional.of(html(first));
    }

    private static String html(String javadoc) {
        String plain = javadoc.replaceAll("</?\\w[^<>]*>", "");
        return TAG.matcher(JavaHighlighter.escape(plain)).replaceAll(Names::code);
    }

    private static String code(MatchResult tag) {
        String name = tag.group(1).replaceFirst("^#", "").replace('#', '.');
        return Matcher.quoteReplacement("<code>" + name + "</code>");
    }

    /** Gives its card to the first of each name in each section. Changes the body. */
    void addTo(Element body) {
        if (cards.isEmpty()) return;
        for (Element rule : body.select("a.rule-name[href*=#" + Figure2.ANCHOR + "]")) {
            mark(rule, rule.attr("href").replaceFirst(".*#", ""));
        }
        // What a cell declares is not what the library has under that name.
        Set<String> declared = DECLARED.matcher(
                        String.join("\n", body.select("." + Mark.CELL + " pre").eachText()))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        List<Element> sections = body.select("div.sect1");
        (sections.isEmpty() ? List.of(body) : sections).forEach(section -> addToSection(section, declared));
    }

    private void mark(Element link, String card) {
        if (cards.containsKey(card)) link.addClass("word").attr(Mark.CARD, card);
    }

    private void addToSection(Element section, Set<String> declared) {
        Set<String> seen = new HashSet<>();
        for (Element element : section.select("p, li, dd, td")) {
            for (Element code : element.select("> code, > em > code, > strong > code")) {
                String name = code.text().replaceFirst("\\(\\)$", "");
                boolean known = pages.containsKey(name) && !declared.contains(name.replaceFirst("\\..*", ""));
                if (known && Cards.isFree(code) && seen.add(name)) {
                    Element link = new Element("a").attr("href", pages.get(name));
                    code.replaceWith(link);
                    link.appendChild(code);
                    mark(link, "name-" + name);
                }
            }
            List.copyOf(element.textNodes()).forEach(text -> sections(text, seen));
        }
    }

    /** There is nowhere to lead: the paper is not part of the book. What has a card can be reached by key all the same. */
    private void sections(TextNode text, Set<String> seen) {
        String whole = text.getWholeText();
        if (!whole.contains("§") || !Cards.isFree(text)) return;
        StringBuilder html = new StringBuilder();
        Matcher section = SECTION.matcher(whole);
        int at = 0;
        while (section.find()) {
            String id = id(section.group("thesis") != null, section.group("number"));
            if (!cards.containsKey(id) || !seen.add(id)) continue;
            html.append(JavaHighlighter.escape(whole.substring(at, section.start())))
                    .append("<span class=\"word\" tabindex=\"0\" %s=\"%s\">%s</span>"
                            .formatted(Mark.CARD, id, JavaHighlighter.escape(section.group())));
            at = section.end();
        }
        if (at == 0) return;
        text.before(html + JavaHighlighter.escape(whole.substring(at)));
        text.remove();
    }
}
