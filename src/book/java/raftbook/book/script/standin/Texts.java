package raftbook.book.script.standin;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Of {@link String}. The class library's formatter reads {@code %n} and {@code %%} wrongly and rounds halves to even; and
 * formats, locales and regular expressions would be half of the script.
 */
public final class Texts {
    private Texts() {}

    /** Knows two kinds of separators. */
    public static String[] split(String text, String regex) {
        IntPredicate separates = regex.equals("\\s+") ? Texts::isSpace : Texts::isControl;
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!separates.test(text.charAt(i))) continue;
            parts.add(text.substring(begin, i));
            while (i + 1 < text.length() && separates.test(text.charAt(i + 1))) i++;
            begin = i + 1;
        }
        parts.add(text.substring(begin));
        while (parts.size() > 1 && parts.get(parts.size() - 1).isEmpty()) parts.remove(parts.size() - 1);
        // All separators and nothing between them leave nothing, and an empty text itself.
        if (parts.size() == 1 && parts.get(0).isEmpty() && !text.isEmpty()) parts.clear();
        return parts.toArray(String[]::new);
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static boolean isControl(int c) {
        return c < ' ' || c == 0x7f;
    }

    /** Knows two patterns: the digits at the end, and a control character. */
    public static String replaceAll(String text, String regex, String replacement) {
        if (regex.equals("[0-9]+$")) {
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) >= '0' && text.charAt(end - 1) <= '9') end--;
            return end == text.length() ? text : text.substring(0, end) + replacement;
        }
        StringBuilder replaced = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (isControl(c)) replaced.append(replacement);
            else replaced.append(c);
        }
        return replaced.toString();
    }

    /** What is printed is formatted as above. */
    public static PrintStream printf(PrintStream out, Locale locale, String format, Object... values) {
        out.print(format(locale, format, values));
        return out;
    }

    public static String format(Locale locale, String format, Object... values) {
        StringBuilder out = new StringBuilder();
        int next = 0;
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) != '%') {
                out.append(format.charAt(i));
                continue;
            }
            int begin = i + 1;
            do i++;
            while (!isConversion(format.charAt(i)));
            switch (format.charAt(i)) {
                case 'n' -> out.append('\n');
                case '%' -> out.append('%');
                default -> append(format.substring(begin, i), format.charAt(i), values[next++], out);
            }
        }
        return out.toString();
    }

    private static boolean isConversion(char c) {
        return c == '%' || c >= 'a' && c <= 'z';
    }

    private static void append(String how, char conversion, Object value, StringBuilder out) {
        boolean left = how.startsWith("-");
        boolean grouped = how.startsWith(",");
        int dot = how.indexOf('.');
        String digits = how.substring(left || grouped ? 1 : 0, dot < 0 ? how.length() : dot);
        String text = String.valueOf(value);
        if (conversion == 'd' && grouped) text = grouped(text);
        if (conversion == 'f') text = fixed((Double) value, how.charAt(dot + 1) - '0');
        String padding = " ".repeat(Math.max(0, (digits.isEmpty() ? 0 : Integer.parseInt(digits)) - text.length()));
        out.append(left ? "" : padding).append(text).append(left ? padding : "");
    }

    private static String grouped(String number) {
        StringBuilder text = new StringBuilder(number);
        int first = number.startsWith("-") ? 1 : 0;
        for (int i = number.length() - 3; i > first; i -= 3) text.insert(i, ',');
        return text.toString();
    }

    /** Rounds half up, and the decimal number that the value prints as rather than its exact one: as the JDK does. */
    private static String fixed(double value, int places) {
        if (Double.isNaN(value) || Double.isInfinite(value)) return String.valueOf(value);
        String printed = Double.toString(Math.abs(value));
        int e = printed.indexOf('E');
        int exponent = e < 0 ? 0 : Integer.parseInt(printed.substring(e + 1));
        String number = e < 0 ? printed : printed.substring(0, e);
        int dot = number.indexOf('.');
        String digits = number.substring(0, dot) + number.substring(dot + 1);
        int point = dot + exponent;
        StringBuilder text = new StringBuilder();
        for (int i = Math.min(0, point); i < point + places; i++) text.append(digit(digits, i));
        while (text.length() <= places) text.insert(0, '0');
        if (digit(digits, point + places) >= '5') increment(text);
        if (places > 0) text.insert(text.length() - places, '.');
        return (value < 0 ? "-" : "") + text;
    }

    private static char digit(String digits, int i) {
        return i >= 0 && i < digits.length() ? digits.charAt(i) : '0';
    }

    private static void increment(StringBuilder digits) {
        int i = digits.length() - 1;
        for (; i >= 0 && digits.charAt(i) == '9'; i--) digits.setCharAt(i, '0');
        if (i < 0) digits.insert(0, '1');
        else digits.setCharAt(i, (char) (digits.charAt(i) + 1));
    }
}
