package raftbook.book.script;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The compiler writes each constant of type long as a call that puts it together anew whenever it is met, out of two halves or
 * of an int. As literals, which JavaScript has too, a campaign is a quarter faster.
 */
final class LongLiterals {
    private static final Pattern OF_HALVES = Pattern.compile(
            "([\\w$]+)=\\((\\w+),(\\w+)\\)=>BigInt\\.asIntN\\(64,BigInt"
                    + "\\.asUintN\\(64,BigInt\\(\\2\\)\\)\\|BigInt\\.asUintN\\(64,BigInt\\(\\3\\)<<BigInt\\(32\\)\\)\\)");
    private static final Pattern OF_INT =
            Pattern.compile("([\\w$]+)=(\\w+)=>BigInt\\.asIntN\\(64,BigInt\\(\\2\\|0\\)\\)");
    private static final String NUMBER = "(-?\\d+)";

    private LongLiterals() {}

    /** @throws IllegalStateException if the compiler has come to write longs otherwise */
    static String in(String script) {
        String halves = name(OF_HALVES, script);
        String integer = name(OF_INT, script);
        String literal = replaced(halves + "\\(" + NUMBER + "," + NUMBER + "\\)", script, found -> {
            long low = Long.parseLong(found.group(1)) & 0xffff_ffffL;
            return literal(Long.parseLong(found.group(2)) << 32 | low);
        });
        return replaced(integer + "\\(" + NUMBER + "\\)", literal, found -> literal(Long.parseLong(found.group(1))));
    }

    private static String name(Pattern definition, String script) {
        Matcher found = definition.matcher(script);
        if (found.find()) return Pattern.quote(found.group(1));
        throw new IllegalStateException("the compiler writes longs otherwise than " + LongLiterals.class.getSimpleName()
                + " knows: look for Long_create and Long_fromInt in a script that is not obfuscated");
    }

    private static String replaced(String call, String script, Function<MatchResult, String> by) {
        return Pattern.compile("(?<![\\w$.])" + call).matcher(script).replaceAll(by);
    }

    private static String literal(long value) {
        return value < 0 ? "(" + value + "n)" : value + "n";
    }
}
