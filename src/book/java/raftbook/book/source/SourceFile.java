package raftbook.book.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plain Java source file, read by the JDK's own parser. Nothing in it is written for the book: types and members are
 * found by their names, and their text is the file's, line for line.
 *
 * @param path where it is within the source root, with slashes, such as {@code raft/TermState.java}
 * @param lines its text
 * @param types its top-level types in order
 */
public record SourceFile(String path, List<String> lines, List<TypeSource> types) {
    public SourceFile {
        lines = List.copyOf(lines);
        types = List.copyOf(types);
    }

    /**
     * Reads a file's text.
     *
     * @throws IllegalArgumentException with the place where it does not parse
     */
    public static SourceFile parse(String path, String text) {
        return SourceParser.parse(Map.of(path, text)).get(path);
    }

    /** All parts that a book has to show, in order. */
    public List<Part> parts() {
        return types.stream().flatMap(type -> type.parts().stream()).toList();
    }

    /** The lines from first to last, both 1-based and included. */
    public List<String> lines(int first, int last) {
        return lines.subList(first - 1, last);
    }

    /**
     * The parts that a list of selectors picks. A selector is a member's name ({@code voteFor}, all overloads), a
     * signature ({@code append(long,Command)}), {@code header}, {@code new} (constructors), {@code *}
     * (everything), or one of these behind a nested or further type ({@code Outer.Inner}, {@code Inner.header}). No
     * selector means everything.
     *
     * @throws IllegalArgumentException for a selector that picks nothing
     */
    public Set<Part> select(List<String> selectors) {
        Set<Part> parts = new LinkedHashSet<>();
        for (String selector : selectors.isEmpty() ? List.of("*") : selectors) {
            List<Part> picked = pick(selector);
            if (picked.isEmpty()) {
                throw new IllegalArgumentException(path + " has no member " + selector + "; it has " + names());
            }
            parts.addAll(picked);
        }
        return parts;
    }

    private List<Part> pick(String selector) {
        if (selector.equals("*")) return parts();
        for (TypeSource type : types) {
            List<Part> picked = pick(type, selector);
            if (!picked.isEmpty()) return picked;
        }
        return List.of();
    }

    /** Looks in the type itself, then down the dotted path: members shadow types, as they are named more often. */
    private static List<Part> pick(TypeSource type, String selector) {
        List<Part> own = pickOwn(type, selector);
        if (!own.isEmpty()) return own;
        if (selector.equals(type.name())) return type.parts();
        if (selector.startsWith(type.name() + "."))
            return pick(type, selector.substring(type.name().length() + 1));
        for (Member member : type.members()) {
            if (member.type().isPresent() && startsPath(selector, member.type().get())) {
                return pick(member.type().get(), selector);
            }
        }
        return List.of();
    }

    private static boolean startsPath(String selector, TypeSource type) {
        return selector.equals(type.name()) || selector.startsWith(type.name() + ".");
    }

    private static List<Part> pickOwn(TypeSource type, String selector) {
        if (selector.equals("*")) return type.parts();
        if (selector.equals(TypeSource.HEADER)) return List.of(type.header());
        List<Part> parts = new ArrayList<>();
        for (Member member : type.named(selector)) {
            parts.addAll(type.partsOf(member));
        }
        return parts;
    }

    private String names() {
        List<String> names = new ArrayList<>();
        for (Part part : parts()) {
            boolean ofMain = part.type().equals(types.get(0).path());
            names.add(ofMain ? part.member() : part.toString());
        }
        return String.join(", ", names);
    }
}
