package raftbook.ratis;

/**
 * What a client asks, as text: {@code GET\n0\n/config/a}.
 *
 * @param number for a watch the entry after which it goes on; for a keep-alive the session's version; else 0
 */
record Question(Verb verb, long number, String path) {

    /** What can be asked. */
    enum Verb {
        /** The last change to a key. */
        LOOK,
        /** All that lies at a path and below it, with versions. */
        LIST,
        /** The names right below a path. */
        CHILDREN,
        /** The next changes at a path and below it. */
        WATCH,
        /** A session's whole time again. */
        ALIVE
    }

    String encode() {
        return verb + "\n" + number + "\n" + path;
    }

    static Question decode(String text) {
        String[] part = text.split("\n", 3);
        return new Question(Verb.valueOf(part[0]), Long.parseLong(part[1]), part[2]);
    }
}
