package raftbook.raft;

/**
 * The name of one server in a cluster, unique for as long as the cluster lives: a server that has lost its memory must
 * not come back under its old name, since it may have voted and acknowledged entries under it (§5.1, §5.2).
 *
 * @param name one to 64 visible characters without spaces, such as {@code n1}
 */
public record NodeId(String name) implements Comparable<NodeId> {

    /** @throws IllegalArgumentException if the name is missing, too long, or holds white space or control characters */
    public NodeId {
        if (name == null
                || name.isEmpty()
                || name.length() > 64
                || !name.chars().allMatch(NodeId::isVisible)) {
            throw new IllegalArgumentException("node name '" + (name == null ? null : OneLine.of(name, 64))
                    + "': a name has 1 to 64 visible characters without spaces, such as n1");
        }
    }

    private static boolean isVisible(int c) {
        return !Character.isWhitespace(c) && !Character.isISOControl(c);
    }

    /** By name. Written out, as every message on its way asks several maps for its servers. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NodeId that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public int compareTo(NodeId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
