package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line such as {@code include::code:raft/TermState.java[header, voteFor, c1="vote == null"]}.
 *
 * @param line its number in the chapter
 * @param selectors the members that it names; none for the whole file
 * @param again whether the members are told elsewhere and only shown again ({@code %again})
 * @param foldJavadoc whether the types' Javadoc is left to be unfolded ({@code %fold})
 * @param callouts by number the pattern, a piece of text, of the one line that carries it
 */
record CodeInclude(
        int line,
        String path,
        List<String> selectors,
        boolean again,
        boolean foldJavadoc,
        Map<Integer, String> callouts) {

    static final String SCHEME = "code:";
    private static final Pattern DIRECTIVE = Pattern.compile("^include::code:([^\\[]+)\\[(.*)]\\s*$");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\s*(?:c(\\d+)=(\"[^\"]*\"|[^,]*)|\"([^\"]*)\"|((?:[^,(]|\\([^)]*\\))*))\\s*(?:,|$)");

    /** The include on this line of a chapter, if there is one. */
    static Optional<CodeInclude> parse(int number, String line) {
        Matcher directive = DIRECTIVE.matcher(line);
        if (!directive.matches()) return Optional.empty();
        List<String> words = new ArrayList<>();
        Map<Integer, String> callouts = new LinkedHashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(directive.group(2));
        while (attribute.lookingAt() && attribute.end() > attribute.regionStart()) {
            if (attribute.group(1) != null) {
                callouts.put(Integer.valueOf(attribute.group(1)), unquote(attribute.group(2)));
            } else {
                String word = attribute.group(3) != null ? attribute.group(3) : attribute.group(4);
                words.add(word.strip().replace(" ", ""));
            }
            attribute.region(attribute.end(), directive.group(2).length());
        }
        List<String> selectors = words.stream()
                .filter(word -> !word.isEmpty() && !word.startsWith("%"))
                .toList();
        return Optional.of(new CodeInclude(
                number, directive.group(1), selectors, words.contains("%again"), words.contains("%fold"), callouts));
    }

    private static String unquote(String text) {
        String plain = text.strip();
        return plain.startsWith("\"") ? plain.substring(1, plain.length() - 1) : plain;
    }
}
