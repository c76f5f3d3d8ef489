package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where chapters speak of a term: read off their lines, as the index must stand before any other chapter is parsed. */
public final class Mentions {
    private static final Pattern HEADING = Pattern.compile("={2,4} .*");
    private static final Pattern ANCHOR = Pattern.compile("\\[\\[([\\w-]+)]]|\\[#([\\w-]+)[^]]*]");

    /** What is no prose: attributes, block macros, includes, delimiters. */
    private static final Pattern MARK_UP = Pattern.compile("\\[.*]|\\w+::.*|:[\\w-]+:.*|[-=*_|]{2,}|= .*");

    private Mentions() {}

    /**
     * The first in a chapter.
     *
     * @param anchor of its section, empty before the first
     */
    record Mention(Chapter chapter, String anchor) {}

    /** One for each numbered chapter that speaks of it, in order. */
    static List<Mention> of(Glossary.Term term, Collection<Chapter> chapters) {
        Pattern word = Glossary.pattern(term.spellings());
        List<Mention> mentions = new ArrayList<>();
        for (Chapter chapter : chapters) {
            if (!chapter.isNumbered()) continue;
            prose(chapter).entrySet().stream()
                    .filter(section -> word.matcher(section.getValue()).find())
                    .findFirst()
                    .ifPresent(section -> mentions.add(new Mention(chapter, section.getKey())));
        }
        return mentions;
    }

    /** The title of the section at the anchor; empty where the chapter has none. */
    public static Optional<String> section(Chapter chapter, String anchor) {
        return chapter.lines().stream()
                .filter(line -> HEADING.matcher(line).matches())
                .map(line -> line.replaceFirst("^=+ ", "").strip())
                .filter(title -> Glossary.slug(title).equals(anchor))
                .findFirst();
    }

    /** Whether the chapter's text, and not its code alone, has the term. */
    public static boolean isIn(Chapter chapter, Glossary.Term term) {
        Pattern word = Glossary.pattern(term.spellings());
        return prose(chapter).values().stream()
                .anyMatch(text -> word.matcher(text).find());
    }

    /** By the anchors of the sections what they say: no listings, and nothing that is on slides alone. */
    private static Map<String, String> prose(Chapter chapter) {
        Map<String, StringBuilder> sections = new LinkedHashMap<>();
        String anchor = "";
        String given = "";
        boolean listing = false;
        int slide = 0;
        for (String line : chapter.lines()) {
            if (line.equals("----") || line.equals("-----")) listing = !listing;
            if (listing) continue;
            if (line.startsWith("[slide")) slide = 2;
            if (slide > 0) {
                if (line.equals("--")) slide--;
                continue;
            }
            var own = ANCHOR.matcher(line);
            if (HEADING.matcher(line).matches()) {
                String title = line.replaceFirst("^=+ ", "").strip();
                anchor = given.isEmpty() ? Glossary.slug(title) : given;
            } else if (!MARK_UP.matcher(line).matches()) {
                sections.computeIfAbsent(anchor, none -> new StringBuilder())
                        .append(line)
                        .append('\n');
            }
            if (own.matches()) given = own.group(1) == null ? own.group(2) : own.group(1);
            else if (!line.isBlank()) given = "";
        }
        Map<String, String> text = new LinkedHashMap<>();
        sections.forEach((key, value) -> text.put(key, value.toString()));
        return text;
    }
}
