package raftbook.book.print;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jsoup.select.Selector;

/** A picture's style sheets and style attributes as attributes of its elements, for programs that know no style sheets. */
final class SvgStyles {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)}");
    private static final Pattern VARIABLE =
            Pattern.compile("var\\(\\s*(--[\\w-]+)\\s*(?:,\\s*((?:[^()]|\\([^()]*\\))*))?\\)");
    private static final Pattern LIGHT = Pattern.compile("(?i)\\b(print|all|prefers-color-scheme\\s*:\\s*light)\\b");
    private static final int DEEPEST = 20;

    private final Element root;
    private final Map<Element, Map<String, String>> declared = new IdentityHashMap<>();

    private SvgStyles(Element root) {
        this.root = root;
    }

    /** One rule for one selector, at its place in the sheet. */
    private record Rule(String selector, String declarations, int weight) {}

    /** Changes the picture: afterwards no element has a class or style, and none is called {@code style}. */
    static void inline(Element root) {
        new SvgStyles(root).inline();
    }

    private void inline() {
        List<Rule> rules = new ArrayList<>();
        for (Element sheet : root.getElementsByTag("style")) {
            String text = COMMENT.matcher(sheet.wholeText()).replaceAll("");
            RULE.matcher(chosen(text)).results().forEach(found -> {
                for (String selector : found.group(1).strip().split("\\s*,\\s*")) {
                    rules.add(new Rule(selector, found.group(2), weight(selector)));
                }
            });
        }
        root.getElementsByTag("style").remove();
        rules.sort(Comparator.comparingInt(Rule::weight));
        for (Rule rule : rules) {
            matching(rule.selector()).forEach(each -> declare(each, rule.declarations()));
        }
        Elements all = root.getAllElements();
        for (Element each : all) {
            declare(each, each.attr("style"));
            each.removeAttr("style").removeAttr("class");
        }
        for (Element each : all) {
            declared.getOrDefault(each, Map.of()).forEach((name, value) -> {
                if (!name.startsWith("--")) each.attr(name, value);
            });
            for (Attribute attribute : each.attributes()) {
                if (attribute.getValue().contains("var(")) attribute.setValue(resolved(each, attribute.getValue(), 0));
            }
        }
    }

    /** Without the blocks of other media than paper's, and those of the dark. */
    private static String chosen(String sheet) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < sheet.length()) {
            int rule = sheet.indexOf('@', at);
            if (rule < 0) return text.append(sheet.substring(at)).toString();
            text.append(sheet, at, rule);
            int open = sheet.indexOf('{', rule);
            int semicolon = sheet.indexOf(';', rule);
            if (open < 0 || (semicolon >= 0 && semicolon < open)) {
                at = semicolon < 0 ? sheet.length() : semicolon + 1;
                continue;
            }
            int close = closing(sheet, open);
            String head = sheet.substring(rule, open);
            if (head.startsWith("@media") && LIGHT.matcher(head).find() && !head.contains("not ")) {
                text.append(chosen(sheet.substring(open + 1, close)));
            }
            at = close + 1;
        }
        return text.toString();
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            if (text.charAt(i) == '{') depth++;
            if (text.charAt(i) == '}' && --depth == 0) return i;
        }
        return text.length() - 1;
    }

    private static int weight(String selector) {
        int ids = selector.length() - selector.replace("#", "").length();
        int classes = selector.replaceAll("[^.\\[:]", "").length();
        int types = selector.replaceAll("[.#\\[:][\\w-]+", "").isBlank() ? 0 : 1;
        return ids * 100 + classes * 10 + types;
    }

    /** What a pointer or a moment decides never holds on paper. */
    private Elements matching(String selector) {
        if (selector.equals(":root")) return new Elements(root);
        if (selector.contains(":")) return new Elements();
        try {
            return root.select(selector);
        } catch (Selector.SelectorParseException unknown) {
            return new Elements();
        }
    }

    private void declare(Element element, String declarations) {
        for (String each : declarations.split(";")) {
            int colon = each.indexOf(':');
            if (colon < 0) continue;
            String value = each.substring(colon + 1).replace("!important", "").strip();
            declared.computeIfAbsent(element, none -> new LinkedHashMap<>())
                    .put(each.substring(0, colon).strip(), value);
        }
    }

    /** A variable is the nearest ancestor's; one that nobody declares is what stands behind its comma. */
    private String resolved(Element element, String value, int depth) {
        Matcher variable = VARIABLE.matcher(value);
        if (depth > DEEPEST || !variable.find()) return value;
        String found = lookup(element, variable.group(1))
                .orElse(Optional.ofNullable(variable.group(2)).orElse("").strip());
        return resolved(
                element, value.substring(0, variable.start()) + found + value.substring(variable.end()), depth + 1);
    }

    private Optional<String> lookup(Element element, String name) {
        for (Element at = element; at != null; at = at.parent()) {
            String value = declared.getOrDefault(at, Map.of()).get(name);
            if (value != null) return Optional.of(value);
        }
        return Optional.empty();
    }
}
