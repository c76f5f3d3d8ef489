package raftbook.book.world;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values as JSON: texts, numbers, truths, lists, and objects. */
final class Json {
    private Json() {}

    /** An object of names and values in turn. */
    static Map<String, Object> object(Object... parts) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i += 2) object.put((String) parts[i], parts[i + 1]);
        return object;
    }

    static String text(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> object) {
            char before = '{';
            for (Map.Entry<?, ?> each : object.entrySet()) {
                out.append(before);
                before = ',';
                quote((String) each.getKey(), out);
                out.append(':');
                write(each.getValue(), out);
            }
            out.append(before == '{' ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            char before = '[';
            for (Object each : list) {
                out.append(before);
                before = ',';
                write(each, out);
            }
            out.append(before == '[' ? "[]" : "]");
        } else if (value instanceof String text) {
            quote(text, out);
        } else {
            out.append(value);
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c >= ' ' && c != 0x2028 && c != 0x2029) out.append(c);
            else out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
        }
        out.append('"');
    }
}
