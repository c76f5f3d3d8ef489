package raftbook.book.source;

/**
 * The unit of coverage: a member that is not a type, or a type's header.
 *
 * @param type the path of the type that holds it, within its file
 * @param member its signature, or {@link TypeSource#HEADER}
 * @param line where it begins in its file
 */
public record Part(String type, String member, int line) {
    @Override
    public String toString() {
        return type + "." + member;
    }
}
