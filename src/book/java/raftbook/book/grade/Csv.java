package raftbook.book.grade;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of RFC 4180, in which no cell is taken for a formula: student's names and words come from anybody. */
final class Csv {
    private static final String FORMULA = "=+-@\t\r";

    private Csv() {}

    static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    static String cell(String text) {
        String safe = text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "");
        String start = safe.stripLeading();
        boolean formula = !start.isEmpty() && FORMULA.indexOf(start.charAt(0)) >= 0 || safe.startsWith("\t");
        if (formula) safe = "'" + safe;
        boolean quoted = formula || safe.matches("(?s).*[\",;\\n].*|\\s.*|.*\\s");
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
