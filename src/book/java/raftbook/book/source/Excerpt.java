package raftbook.book.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Some parts of a file as a reader sees them: in the order of the file, what is left out replaced by {@code // …}.
 *
 * @param lines the code, without needless indentation
 * @param scope the type that the lines stand in or are; empty where they span several top-level types
 * @param wholeType whether the lines begin with that type's header
 * @param after the name of the member before the first line shown, where the lines stand inside their type
 * @param folded what the reader may unfold: package, imports and Javadoc that the lines leave out
 */
public record Excerpt(
        List<String> lines,
        Optional<TypeSource> scope,
        boolean wholeType,
        Optional<String> after,
        List<String> folded) {

    private static final String GAP = "// …";

    public Excerpt {
        lines = List.copyOf(lines);
        folded = List.copyOf(folded);
    }

    /**
     * Cuts the parts out of the file.
     *
     * @param preamble whether package and imports go to the folded lines, as where a file is met first
     * @param foldJavadoc whether the types' Javadoc goes there too
     */
    public static Excerpt of(SourceFile file, Set<Part> parts, boolean preamble, boolean foldJavadoc) {
        return new Cutter(file, parts, foldJavadoc).cut(preamble);
    }

    private static final class Cutter {
        private final SourceFile file;
        private final Set<Part> parts;
        private final boolean foldJavadoc;
        private final List<String> folded = new ArrayList<>();

        Cutter(SourceFile file, Set<Part> parts, boolean foldJavadoc) {
            this.file = file;
            this.parts = parts;
            this.foldJavadoc = foldJavadoc;
        }

        Excerpt cut(boolean preamble) {
            if (preamble) {
                folded.addAll(trim(file.lines(1, file.types().get(0).first() - 1)));
            }
            List<TypeSource> shown = file.types().stream().filter(this::touches).toList();
            if (shown.size() == 1) {
                TypeSource scope = narrow(shown.get(0));
                boolean whole = parts.contains(scope.header());
                List<String> lines = whole ? type(scope) : body(scope, false);
                return new Excerpt(
                        dedent(lines), Optional.of(scope), whole, whole ? Optional.empty() : before(scope), folded);
            }
            List<String> lines = new ArrayList<>();
            for (TypeSource type : shown) {
                if (!lines.isEmpty()) {
                    lines.add("");
                }
                lines.addAll(type(type));
            }
            return new Excerpt(lines, Optional.empty(), true, Optional.empty(), folded);
        }

        private boolean touches(TypeSource type) {
            return type.parts().stream().anyMatch(parts::contains);
        }

        private boolean touches(TypeSource owner, Member member) {
            return owner.partsOf(member).stream().anyMatch(parts::contains);
        }

        /** The innermost type that holds all that is shown. */
        private TypeSource narrow(TypeSource type) {
            if (parts.contains(type.header())) return type;
            List<Member> touched =
                    type.members().stream().filter(each -> touches(type, each)).toList();
            return touched.size() == 1 && touched.get(0).type().isPresent()
                    ? narrow(touched.get(0).type().get())
                    : type;
        }

        private List<String> type(TypeSource type) {
            List<String> lines = new ArrayList<>();
            if (parts.contains(type.header())) {
                lines.addAll(header(type));
            } else {
                lines.add(indent(file.lines().get(type.declared() - 1)) + type.kind() + " " + type.name() + " {");
            }
            if (type.closed() == type.opened()) return lines;
            lines.addAll(body(type, true));
            int last = type.members().isEmpty()
                    ? type.opened()
                    : type.members().get(type.members().size() - 1).last();
            boolean owned = parts.contains(type.header());
            lines.addAll(file.lines(owned ? last + 1 : type.closed(), type.closed()));
            return lines;
        }

        private List<String> header(TypeSource type) {
            if (foldJavadoc && type.declared() > type.first()) {
                if (!folded.isEmpty()) {
                    folded.add("");
                }
                folded.addAll(dedent(file.lines(type.first(), type.declared() - 1)));
                return file.lines(type.declared(), type.opened());
            }
            return file.lines(type.first(), type.opened());
        }

        /** The members shown, with a mark for each run of members left out; at the ends only between braces. */
        private List<String> body(TypeSource type, boolean braced) {
            List<String> lines = new ArrayList<>();
            boolean gap = false;
            for (Member member : type.members()) {
                if (!touches(type, member)) {
                    gap = true;
                    continue;
                }
                separate(type, member, lines, gap, braced);
                lines.addAll(
                        member.type().isPresent()
                                ? type(member.type().get())
                                : file.lines(member.first(), member.last()));
                gap = false;
            }
            if (gap && braced) {
                addGap(type, lines);
            }
            return lines;
        }

        private void separate(TypeSource type, Member member, List<String> lines, boolean gap, boolean braced) {
            boolean first = lines.isEmpty();
            if (gap && (braced || !first)) {
                addGap(type, lines);
            }
            boolean blankBefore = file.lines().get(member.first() - 2).isBlank();
            if (blankBefore && (!first || (gap && braced))) {
                lines.add("");
            }
        }

        private void addGap(TypeSource type, List<String> lines) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            int line = type.members().get(0).first();
            lines.add(indent(file.lines().get(line - 1)) + GAP);
        }

        private Optional<String> before(TypeSource scope) {
            String previous = null;
            for (Member member : scope.members()) {
                if (touches(scope, member)) break;
                previous = member.name();
            }
            return Optional.ofNullable(previous);
        }
    }

    private static String indent(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }

    private static List<String> dedent(List<String> lines) {
        int shared = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> indent(line).length())
                .min()
                .orElse(0);
        return lines.stream()
                .map(line -> line.isBlank() ? "" : line.substring(shared))
                .toList();
    }

    private static List<String> trim(List<String> lines) {
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isBlank()) {
            end--;
        }
        return lines.subList(0, end);
    }
}
