package raftbook.book.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import raftbook.check.Scope;
import raftbook.check.Search;
import raftbook.raft.OneLine;

/**
 * A search in a small scope as text: {@code break=VOTES_TWICE&servers=3&timers=2&elections=2&puts=1&order=yes}. What is left out
 * is {@code 3} servers with as many timers, {@code 1} election, and nothing else.
 */
final class SearchLink {

    /** Half a minute of a slow tab, and some ten megabytes. */
    static final int MOST_STATES = 400_000;

    /** What may happen only so often, in the order in which it is told. */
    static final List<String> COUNTS =
            List.of("servers", "timers", "elections", "puts", "gets", "heartbeats", "losses", "doublings");

    private static final int LONGEST = 2_000;

    private final Setup setup;
    private final Scope scope;
    private final String java;

    /** @throws IllegalArgumentException if it is no such text, or the scope is empty or too large */
    SearchLink(String link) {
        Map<String, String> parts = parts(link);
        setup = Setup.of("3", "1", parts.getOrDefault("break", ""));
        int servers = count("servers", "3", parts);
        int timers = count("timers", Integer.toString(servers), parts);
        Scope counted = Scope.of(servers)
                .withTimersOn(timers)
                .withElections(count("elections", "1", parts))
                .withPuts(count("puts", "0", parts))
                .withGets(count("gets", "0", parts))
                .withHeartbeats(count("heartbeats", "0", parts))
                .withDoublings(count("doublings", "0", parts));
        String order = parts.getOrDefault("order", "no");
        if (!order.equals("yes") && !order.equals("no")) {
            throw new IllegalArgumentException("order '" + Setup.shown(order) + "': must be yes or no");
        }
        if (order.equals("yes")) counted = counted.onLinksInOrder();
        scope = counted.withLosses(count("losses", "0", parts)).withMostStates(MOST_STATES);
        java = java(parts, order.equals("yes"));
    }

    private static Map<String, String> parts(String link) {
        if (link.length() > LONGEST) {
            throw new IllegalArgumentException(link.length() + " characters, of " + LONGEST + " that it may have");
        }
        Map<String, String> parts = new HashMap<>();
        for (String part : Words.split(link, '&')) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            boolean known = name.equals("break") || name.equals("order") || COUNTS.contains(name);
            if (equals < 0 || !known || parts.put(name, part.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("'" + OneLine.of(part, 40)
                        + "' says nothing new of a search; it has the parts break, order, and " + COUNTS
                        + ", as in servers=3");
            }
        }
        return parts;
    }

    private static int count(String name, String usual, Map<String, String> parts) {
        return Setup.count(name, parts.getOrDefault(name, usual));
    }

    private String java(Map<String, String> parts, boolean inOrder) {
        String changes = COUNTS.stream()
                .skip(1)
                .filter(name -> count(name, usual(name), parts) != Integer.parseInt(usual(name)))
                .map(name -> call(name) + "(" + count(name, "0", parts) + ")")
                .collect(Collectors.joining());
        return "Search.of(" + Setup.rulesInJava(setup.broken()) + ", Scope.of(" + scope.servers() + ")"
                + (inOrder ? ".onLinksInOrder()" : "") + changes + ").run()";
    }

    private String usual(String name) {
        return switch (name) {
            case "timers" -> Integer.toString(scope.servers());
            case "elections" -> "1";
            default -> "0";
        };
    }

    private static String call(String name) {
        String how = name.equals("timers") ? "timersOn" : name;
        return ".with" + Character.toUpperCase(how.charAt(0)) + how.substring(1);
    }

    Search search() {
        return Search.of(setup.rules(), scope);
    }

    /** The expression that searches for the same in a notebook. */
    String java() {
        return java;
    }
}
