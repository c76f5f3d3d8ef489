package raftbook.book.chapter;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Where a chapter's cells may import: at the top of the first one. */
final class Imports {
    static final String RULE =
            " an import comes too late: JShell carries out again what came before it, and variables lose"
                    + " their values; imports stand at the top of the chapter's first cell";

    private static final Pattern IMPORT = Pattern.compile("import\\s+[\\w.\\s]+(\\.\\*)?\\s*;.*");
    private static final Pattern ASIDE = Pattern.compile("(//.*)?");

    private Imports() {}

    /** The line, from 1, of the first import that stands elsewhere; empty if all is well. */
    static OptionalInt misplaced(String source, boolean firstCell) {
        List<String> lines = source.lines().map(String::strip).toList();
        boolean top = firstCell;
        for (int i = 0; i < lines.size(); i++) {
            boolean imports = IMPORT.matcher(lines.get(i)).matches();
            if (imports && !top) return OptionalInt.of(i + 1);
            top &= imports || ASIDE.matcher(lines.get(i)).matches();
        }
        return OptionalInt.empty();
    }
}
