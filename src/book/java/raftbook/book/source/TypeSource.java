package raftbook.book.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A type as it stands in its file: lines are whole and 1-based.
 *
 * @param name the simple name
 * @param kind the keyword: class, record, interface, enum or annotation
 * @param path the name from the file's top level down, such as {@code Outer.Inner}
 * @param first the first line of the leading comment
 * @param declared the first line after the leading Javadoc: equal to {@code first} where there is none
 * @param opened the line that ends with the opening brace
 * @param closed the line of the closing brace
 */
public record TypeSource(
        String name, String kind, String path, int first, int declared, int opened, int closed, List<Member> members) {

    /** The pseudo member that stands for a type's declaration: Javadoc, annotations, name, components, braces. */
    public static final String HEADER = "header";

    public TypeSource {
        members = List.copyOf(members);
    }

    public Part header() {
        return new Part(path, HEADER, first);
    }

    /** All parts from here down that a book has to show, in the order of the file. */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>(List.of(header()));
        for (Member member : members) {
            parts.addAll(partsOf(member));
        }
        return parts;
    }

    List<Part> partsOf(Member member) {
        return member.type()
                .map(TypeSource::parts)
                .orElseGet(() -> List.of(new Part(path, member.signature(), member.first())));
    }

    /** This type, or the one nested in it, that has this path. */
    Optional<TypeSource> find(String wantedPath) {
        if (path.equals(wantedPath)) return Optional.of(this);
        return members.stream()
                .flatMap(member -> member.type().stream())
                .flatMap(type -> type.find(wantedPath).stream())
                .findFirst();
    }

    List<Member> named(String wanted) {
        return members.stream().filter(member -> member.answersTo(wanted)).toList();
    }
}
