package raftbook.book.notebook;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** Tables as Markdown has them: one head row, cells on one line. */
final class Tables {
    private Tables() {}

    static String markdown(Element table) {
        List<Element> rows = new ArrayList<>(table.select("tr"));
        List<String> lines = new ArrayList<>();
        Element caption = table.selectFirst("caption");
        if (caption != null) {
            lines.add("*" + Inline.of(caption) + "*");
            lines.add("");
        }
        boolean headed = table.selectFirst("thead") != null;
        int columns = rows.isEmpty() ? 0 : rows.get(0).select("> td, > th").size();
        lines.add(headed ? row(rows.remove(0)) : "|" + "  |".repeat(columns));
        lines.add("|" + " --- |".repeat(columns));
        rows.forEach(row -> lines.add(row(row)));
        return String.join("\n", lines);
    }

    private static String row(Element row) {
        StringBuilder line = new StringBuilder("|");
        if (!row.id().isEmpty()) {
            line.append(" <a id=\"").append(row.id()).append("\"></a>");
        }
        for (Element cell : row.select("> td, > th")) {
            line.append(' ')
                    .append(Markdown.blocks(cell).replaceAll("\n+", "<br>"))
                    .append(" |");
        }
        return line.toString();
    }
}
