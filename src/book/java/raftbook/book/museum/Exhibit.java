package raftbook.book.museum;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bug that somebody's implementation had, and the change that gives it to ours.
 *
 * @param bug what is wrong, in our words
 * @param seen where it was found, the oldest first
 * @param edits what is changed, in order
 */
public record Exhibit(String id, String title, String bug, List<Seen> seen, List<Edit> edits) {

    /**
     * Whose it was.
     *
     * @param link where it is written up
     */
    public record Seen(String whose, int year, String link) {}

    /**
     * A change of one file.
     *
     * @param file below the library's sources
     * @param old stands in it once
     * @param now stands there instead
     */
    public record Edit(String file, String old, String now) {}

    /** The text of each changed file, by its path: of files below {@code sources}, as they are read. */
    Map<String, String> apply(Map<String, String> sources) {
        Map<String, String> changed = new LinkedHashMap<>();
        for (Edit edit : edits) {
            String text = changed.getOrDefault(edit.file, sources.get(edit.file));
            if (text == null) throw wrong(id, "there is no file " + edit.file + " in the library");
            int at = text.indexOf(edit.old);
            if (at < 0 || text.indexOf(edit.old, at + 1) >= 0) {
                throw wrong(
                        id,
                        edit.file + " has " + (at < 0 ? "nowhere" : "more than once") + " what it changes: " + edit.old
                                + ". If the line has been rewritten, say what stands there now");
            }
            changed.put(edit.file, text.substring(0, at) + edit.now + text.substring(at + edit.old.length()));
        }
        return changed;
    }

    private static IllegalArgumentException wrong(String id, String why) {
        return new IllegalArgumentException("docs/museum.txt, " + id + ": " + why);
    }

    /** Reads the exhibits, in order. @throws IllegalArgumentException for a line of another form, or an exhibit that lacks something */
    static List<Exhibit> read(List<String> lines) {
        List<Exhibit> all = new ArrayList<>();
        Reading reading = null;
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) continue;
            if (line.startsWith("== ")) {
                if (reading != null) all.add(reading.done());
                reading = new Reading(line.substring(3).strip());
            } else if (reading == null) {
                throw new IllegalArgumentException("docs/museum.txt begins with == and an id, not with: " + line);
            } else {
                reading.take(line);
            }
        }
        if (reading != null) all.add(reading.done());
        return all;
    }

    /** An exhibit as far as it is read. */
    private static final class Reading {
        private final String id;
        private final Map<String, String> words = new LinkedHashMap<>();
        private final List<Seen> seen = new ArrayList<>();
        private final List<Edit> edits = new ArrayList<>();
        private String file = "";
        private final List<String> old = new ArrayList<>();
        private final List<String> now = new ArrayList<>();

        Reading(String id) {
            this.id = id;
        }

        void take(String line) {
            boolean taken = line.startsWith("- ") || line.startsWith("+ ");
            if (line.startsWith("- ") && !now.isEmpty()) endEdit();
            if (line.startsWith("- ")) old.add(line.substring(2));
            else if (line.startsWith("+ ")) now.add(line.substring(2));
            else if (line.equals("+")) now.add("");
            else take(line.split(" ", 2), line);
            if (taken && file.isEmpty()) throw wrong(id, "say which file is changed before: " + line);
        }

        private void take(String[] part, String line) {
            endEdit();
            if (part.length == 2 && (part[0].equals("title") || part[0].equals("bug"))) {
                words.merge(part[0], part[1].strip(), (before, more) -> before + " " + more);
            } else if (part.length == 2 && part[0].equals("in")) {
                file = part[1].strip();
            } else if (part.length == 2 && part[0].equals("seen") && part[1].split(" \\| ").length == 3) {
                String[] where = part[1].split(" \\| ");
                seen.add(new Seen(where[0].strip(), Integer.parseInt(where[1].strip()), where[2].strip()));
            } else {
                throw wrong(id, "a line begins with title, bug, seen (whose | year | link), in, - or +, not: " + line);
            }
        }

        private void endEdit() {
            if (old.isEmpty() && now.isEmpty()) return;
            if (old.isEmpty() || now.isEmpty()) throw wrong(id, "a change of " + file + " lacks its - or its + lines");
            edits.add(new Edit(file, String.join("\n", old), String.join("\n", now)));
            old.clear();
            now.clear();
        }

        Exhibit done() {
            endEdit();
            if (words.size() < 2 || seen.isEmpty() || edits.isEmpty()) {
                throw wrong(id, "it lacks its title, its bug, where it was seen, or what is changed");
            }
            return new Exhibit(id, words.get("title"), words.get("bug"), List.copyOf(seen), List.copyOf(edits));
        }
    }
}
