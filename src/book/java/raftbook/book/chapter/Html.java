package raftbook.book.chapter;

/** Text of the data files below {@code docs/} as HTML. */
final class Html {
    private Html() {}

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** As running text: {@code `code`} is the only mark-up. */
    static String inline(String text) {
        return escape(text).replaceAll("`([^`]+)`", "<code>$1</code>");
    }
}
