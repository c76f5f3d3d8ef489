package raftbook.book.grade;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which of a chapter's cells a text needs, by the names that they declare and use. */
final class Slices {
    /** How much is taken; the next is tried where one before it judges otherwise than the whole chapter does. */
    enum Width {
        /** What declares the names. */
        DECLARING,
        /** And what does something with their variables. */
        NARROW,
        /** Pictures too: the cell of one may do something besides. */
        WITH_PICTURES,
        /** Also for names of which the text seems to have local ones. */
        GENEROUS,
        /** Every cell. */
        ALL
    }

    /** Values that never change: who names such a variable does nothing to it. */
    private static final Set<String> CONSTANTS = Set.of(
            "NodeId", "List<NodeId>", "String", "TermState", "Duration", "Timing", "Quorum", "Rules", "int", "long");

    /**
     * A cell of the chapter.
     *
     * @param picture whether it is there to show a picture
     */
    record Part(String source, boolean picture) {}

    private final Names names;
    private final List<Part> parts;
    private final Map<String, Integer> lastDeclared = new HashMap<>();
    private final Set<String> changing = new HashSet<>();

    Slices(Names names, List<Part> parts) {
        this.names = names;
        this.parts = parts;
        for (int i = 0; i < parts.size(); i++) {
            for (Names.Declared each : text(i).declared()) {
                lastDeclared.put(each.name(), i);
                boolean changes = each.kind() == Names.Kind.VARIABLE && !CONSTANTS.contains(each.type());
                if (changes) changing.add(each.name());
                else changing.remove(each.name());
            }
        }
    }

    private Names.Text text(int part) {
        return names.of(parts.get(part).source());
    }

    /**
     * The cells that declare what these texts name, those that these need, and those that do something with a variable of
     * theirs: {@code world.runFor(…)} declares nothing, and the next cell sees its effect.
     */
    Set<Integer> of(Collection<String> texts, Width width) {
        if (width == Width.ALL) {
            return IntStream.range(0, parts.size()).boxed().collect(Collectors.toCollection(TreeSet::new));
        }
        Set<Integer> needed = new TreeSet<>(Set.of(0)); // the imports
        Deque<String> open = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        Set<String> variables = new HashSet<>();
        texts.forEach(text -> open.addAll(needs(names.of(text), width)));
        while (true) {
            while (!open.isEmpty()) {
                String name = open.remove();
                Integer part = lastDeclared.get(name);
                if (part == null || !seen.add(name)) continue;
                text(part).names().stream().filter(changing::contains).forEach(variables::add);
                if (needed.add(part)) open.addAll(needs(text(part), width));
            }
            if (width == Width.DECLARING) return needed;
            for (int i = 0; i < parts.size(); i++) {
                boolean wanted = width != Width.NARROW || !parts.get(i).picture();
                if (wanted && text(i).statements() && text(i).uses(variables) && needed.add(i)) {
                    open.addAll(needs(text(i), width));
                }
            }
            if (open.isEmpty()) return needed;
        }
    }

    private static Set<String> needs(Names.Text text, Width width) {
        Set<String> needs = new HashSet<>(width == Width.GENEROUS ? text.used() : text.free());
        needs.removeAll(text.names());
        return needs;
    }
}
