package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the book's terms mean, from {@code docs/glossary.txt}: lines of {@code term, spellings | section | chapter#anchor |
 * meaning}.
 *
 * @param terms in the file's order
 */
public record Glossary(List<Term> terms) {
    /** The line of the chapter that shows it. */
    static final String MACRO = "glossary";

    private static final String LINE = MACRO + "::[]";
    private static final String NO_SECTION = "-";

    /**
     * One term.
     *
     * @param spellings in the text, the first of which heads its entry
     * @param section the paper's, empty where the paper does not speak of it
     * @param chapter the name of the chapter that tells it
     * @param anchor where in the chapter
     * @param meaning in which {@code `code`} is the only mark-up
     */
    public record Term(List<String> spellings, String section, String chapter, String anchor, String meaning) {
        public Term {
            spellings = List.copyOf(spellings);
        }

        public String name() {
            return spellings.get(0);
        }

        /** Names its entry, and its card. */
        public String id() {
            return "word-" + slug(name());
        }

        /** Its meaning as HTML. */
        public String html() {
            return Html.inline(meaning);
        }
    }

    /**
     * No terms where the file does not exist.
     *
     * @throws IllegalArgumentException for a line of another form, or a spelling of two terms
     */
    public static Glossary read(Layout layout) {
        List<Term> terms = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (String line : Layout.dataLines(layout.glossary())) {
            String[] part = line.split("\\s*\\|\\s*");
            if (part.length != 4 || !part[2].contains("#")) {
                throw new IllegalArgumentException(layout.show(layout.glossary())
                        + " wants term, spellings | section | chapter#anchor | meaning, not: " + line);
            }
            String[] place = part[2].split("#", 2);
            List<String> spellings = List.of(part[0].split("\\s*,\\s*"));
            for (String spelling : spellings) {
                if (!known.add(spelling.toLowerCase(Locale.ROOT))) {
                    throw new IllegalArgumentException(
                            layout.show(layout.glossary()) + ": '" + spelling + "' is spelt twice");
                }
            }
            terms.add(new Term(spellings, part[1].equals(NO_SECTION) ? "" : part[1], place[0], place[1], part[3]));
        }
        return new Glossary(List.copyOf(terms));
    }

    /** The name of the chapter that shows it. */
    public Optional<String> chapter(List<Chapter> chapters) {
        return chapters.stream()
                .filter(chapter -> chapter.lines().contains(LINE))
                .map(Chapter::name)
                .findFirst();
    }

    /** Finds any spelling in a text, the longest first; a word that begins a sentence is the same word. */
    public Pattern pattern() {
        return pattern(terms.stream().flatMap(term -> term.spellings().stream()).toList());
    }

    static Pattern pattern(List<String> spellings) {
        return Pattern.compile(spellings.stream()
                .sorted(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .map(spelling -> "(?i:" + Pattern.quote(spelling.substring(0, 1)) + ")"
                        + Pattern.quote(spelling.substring(1)).replace(" ", "\\E\\s+\\Q"))
                .collect(Collectors.joining("|", "(?<![\\p{L}\\p{N}-])(?:", ")(?![\\p{L}\\p{N}-])")));
    }

    /** The term that is spelt so. */
    public Optional<Term> term(String spelling) {
        String plain = spelling.replaceAll("\\s+", " ");
        return terms.stream()
                .filter(term -> term.spellings().stream().anyMatch(plain::equalsIgnoreCase))
                .findFirst();
    }

    /** All of them by the alphabet: what each means, where it is told, and where each chapter speaks of it first. */
    String table(List<Chapter> chapters) {
        Map<String, Chapter> named = new LinkedHashMap<>();
        chapters.stream()
                .filter(chapter -> chapter.isNumbered() || chapter.isWorkshop())
                .forEach(chapter -> named.put(chapter.name(), chapter));
        StringBuilder html = new StringBuilder("<dl class=\"" + Mark.GLOSSARY + "\">");
        terms.stream()
                .sorted(Comparator.comparing(term -> term.name().toLowerCase(Locale.ROOT)))
                .forEach(term -> html.append(entry(term, named)));
        return html.append("</dl>").toString();
    }

    private static String entry(Term term, Map<String, Chapter> chapters) {
        String section = term.section().isEmpty() ? "" : " <span class=\"section\">§" + term.section() + "</span>";
        Chapter teller = chapters.get(term.chapter());
        String told = teller == null
                ? ""
                : "Told in <a href=\"%s.html#%s\">%s</a>. "
                        .formatted(teller.name(), term.anchor(), teller.label().toLowerCase(Locale.ROOT));
        List<Mentions.Mention> mentions = Mentions.of(term, chapters.values());
        return "<dt id=\"%s\">%s</dt><dd><p>%s%s</p><p class=\"places\">%s%s</p></dd>"
                .formatted(
                        term.id(),
                        Html.escape(term.name()),
                        term.html(),
                        section,
                        told,
                        mentions.isEmpty() ? "" : "Chapters " + links(mentions) + ".");
    }

    /** The first of the book stands out. */
    private static String links(List<Mentions.Mention> mentions) {
        StringBuilder html = new StringBuilder();
        for (Mentions.Mention mention : mentions) {
            String link = "<a href=\"%s.html%s\">%s</a>"
                    .formatted(
                            mention.chapter().name(),
                            mention.anchor().isEmpty() ? "" : "#" + mention.anchor(),
                            mention.chapter().number());
            html.append(html.isEmpty() ? "<strong>" + link + "</strong>" : ", " + link);
        }
        return html.toString();
    }

    /** The anchor that Asciidoctor gives to a heading. */
    static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("<[^>]+>|[^ \\p{L}\\p{N}_.-]", "")
                .replaceAll("[ .-]+", "-")
                .replaceAll("^-|-$", "");
    }
}
