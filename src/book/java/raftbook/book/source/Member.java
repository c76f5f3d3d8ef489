package raftbook.book.source;

import java.util.List;
import java.util.Optional;

/**
 * One member of a type and the whole lines it occupies, the comments before it included.
 *
 * @param names its simple names: one, or several where a line declares several
 * @param signature what tells overloads apart, such as {@code append(long,Command)}; a plain name otherwise
 * @param first the first line, 1-based, of its leading comment or of itself
 * @param last its last line
 * @param type what a nested type holds
 */
public record Member(List<String> names, String signature, int first, int last, Optional<TypeSource> type) {
    public Member {
        names = List.copyOf(names);
    }

    /** The short form that a locator names: {@code append}, not {@code append(long,Command)}. */
    public String name() {
        return names.get(0);
    }

    boolean answersTo(String wanted) {
        return names.contains(wanted) || signature.equals(wanted);
    }
}
