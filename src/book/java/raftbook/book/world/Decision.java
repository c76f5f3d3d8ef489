package raftbook.book.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import raftbook.cluster.InFlight;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.trace.TraceEvent.NetworkFault.Link;
import raftbook.trace.TraceEvent.Sent;

/**
 * Something that the reader does between two events.
 *
 * @param kind what
 * @param words to which message, server or key: see {@link Kind}
 */
record Decision(Kind kind, List<String> words) {

    static final int LONGEST_DELAY_MILLIS = 10_000;
    /** A key and a value in a link: long enough to tell one from another. */
    private static final int LONGEST_WORD = 100;

    /** What can be decided, and what must be said with it. */
    enum Kind {
        DELIVER("message"),
        LOSE("message"),
        DOUBLE("message"),
        DELAY("message", "milliseconds"),
        FIRE("server"),
        STOP("server"),
        PAUSE("server"),
        RESUME("server"),
        CUT("server", "server"),
        HEAL("server", "server"),
        PUT("server", "key", "value"),
        DELETE("server", "key"),
        GET("server", "key");

        private final List<String> parts;

        Kind(String... parts) {
            this.parts = List.of(parts);
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String form() {
            return word() + parts.stream().map(part -> "," + part).collect(Collectors.joining());
        }
    }

    /** @throws IllegalArgumentException if this is none, whatever the run */
    static Decision parse(String text) {
        List<String> words = new ArrayList<>();
        for (String word : Words.split(text, ',')) words.add(Words.decode(word));
        for (Kind kind : Kind.values()) {
            if (words.isEmpty() || !kind.word().equals(words.get(0))) continue;
            if (words.size() != kind.parts.size() + 1)
                throw new IllegalArgumentException("must have the form " + kind.form());
            return new Decision(kind, List.copyOf(words.subList(1, words.size())));
        }
        throw new IllegalArgumentException("is no decision; there are "
                + List.of(Kind.values()).stream().map(Kind::form).collect(Collectors.joining("; ")));
    }

    Decision {
        for (int i = 0; i < words.size(); i++) require(kind.parts.get(i), words.get(i));
    }

    private static void require(String part, String word) {
        switch (part) {
            case "message" -> number(part, word, Long.MAX_VALUE);
            case "milliseconds" -> number(part, word, LONGEST_DELAY_MILLIS);
            case "server" -> new NodeId(word);
            default -> {
                if (word.length() > LONGEST_WORD) {
                    throw new IllegalArgumentException(
                            part + " of " + word.length() + " characters: a link holds " + LONGEST_WORD + " at most");
                }
            }
        }
    }

    private static long number(String part, String word, long most) {
        try {
            long number = Long.parseLong(word);
            if (number >= 1 && number <= most) return number;
        } catch (NumberFormatException failed) {
            // said below
        }
        throw new IllegalArgumentException(
                part + " '" + word + "': must be a number from 1" + (most == Long.MAX_VALUE ? "" : " to " + most));
    }

    /** As it stands in a link. */
    @Override
    public String toString() {
        return kind.word()
                + words.stream().map(word -> "," + Words.encode(word)).collect(Collectors.joining());
    }

    NodeId node() {
        return new NodeId(words.get(0));
    }

    private NodeId other() {
        return new NodeId(words.get(1));
    }

    private long copy() {
        return Long.parseLong(words.get(0));
    }

    /** @throws IllegalArgumentException if it cannot happen at this moment */
    void requirePossible(Moment moment) {
        switch (kind) {
            case DELIVER, LOSE, DOUBLE, DELAY -> moment.flight(copy());
            case FIRE, STOP, PAUSE, RESUME -> requirePossible(moment, node());
            case CUT, HEAL -> {
                moment.state(node());
                moment.state(other());
                boolean isCut = moment.cut().contains(new Link(node(), other()));
                if (node().equals(other()))
                    throw new IllegalArgumentException("a server reaches itself without the network");
                if (isCut != (kind == Kind.HEAL)) {
                    throw new IllegalArgumentException(
                            "the way " + node() + " → " + other() + (isCut ? " is cut already" : " is not cut"));
                }
            }
            case PUT, DELETE, GET -> moment.state(node());
        }
    }

    private void requirePossible(Moment moment, NodeId id) {
        if (!moment.state(id).running()) throw new IllegalArgumentException(id + " is stopped");
        boolean isPaused = moment.paused().contains(id);
        if (kind == Kind.RESUME && !isPaused) throw new IllegalArgumentException(id + " is not paused");
        if (kind == Kind.PAUSE && isPaused) throw new IllegalArgumentException(id + " is paused already");
        if (kind == Kind.FIRE && !moment.timers().contains(id)) {
            throw new IllegalArgumentException(
                    isPaused ? id + " is paused, and its clock stands still" : id + " has no timer that could fire");
        }
    }

    void perform(SimulatedCluster cluster, Requests requests, Moment moment) {
        switch (kind) {
            case DELIVER -> cluster.deliver(moment.flight(copy()));
            case LOSE -> cluster.drop(moment.flight(copy()));
            case DOUBLE -> cluster.duplicate(moment.flight(copy()));
            case DELAY -> cluster.delay(moment.flight(copy()), Duration.ofMillis(Long.parseLong(words.get(1))));
            case FIRE -> cluster.fireTimer(node());
            case STOP -> cluster.stop(node());
            case PAUSE -> cluster.pause(node());
            case RESUME -> cluster.resume(node());
            case CUT -> cluster.cut(node(), other());
            case HEAL -> cluster.heal(node(), other());
            case PUT -> requests.put(node(), words.get(1), words.get(2));
            case DELETE -> requests.delete(node(), words.get(1));
            case GET -> requests.get(node(), words.get(1));
        }
    }

    /** In words, at a moment at which it is possible. */
    String describe(Moment moment) {
        return switch (kind) {
            case DELIVER -> "deliver now: " + message(moment);
            case LOSE -> "lose: " + message(moment);
            case DOUBLE -> "send once more: " + message(moment);
            case DELAY -> "delay by " + words.get(1) + " ms: " + message(moment);
            case FIRE -> "let the timer of " + node() + " fire";
            case STOP -> "stop " + node();
            case PAUSE -> "pause " + node();
            case RESUME -> "let " + node() + " go on";
            case CUT -> "cut the way " + node() + " → " + other();
            case HEAL -> "heal the way " + node() + " → " + other();
            case PUT -> "put " + words.get(1) + " = " + words.get(2) + " on " + node();
            case DELETE -> "delete " + words.get(1) + " on " + node();
            case GET -> "get " + words.get(1) + " from " + node();
        };
    }

    private String message(Moment moment) {
        InFlight flight = moment.flight(copy());
        return new Sent(0, flight.id(), flight.from(), flight.to(), flight.message())
                .describe()
                .replace("  sends ", "  ");
    }

    /** The statement that does it. */
    String java() {
        String node = "new NodeId(" + literal(words.get(0)) + ")";
        String flights =
                "cluster.inFlight().stream().filter(m -> m.copy() == " + words.get(0) + ").findFirst().ifPresent(";
        String service = "cluster.node(" + node + ").";
        return switch (kind) {
            case DELIVER -> flights + "cluster::deliver);";
            case LOSE -> flights + "cluster::drop);";
            case DOUBLE -> flights + "cluster::duplicate);";
            case DELAY -> flights + "m -> cluster.delay(m, Duration.ofMillis(" + words.get(1) + ")));";
            case FIRE -> "cluster.fireTimer(" + node + ");";
            case STOP, PAUSE, RESUME -> "cluster." + kind.word() + "(" + node + ");";
            case CUT, HEAL -> "cluster." + kind.word() + "(" + node + ", new NodeId(" + literal(words.get(1)) + "));";
            case PUT -> service + "putMetadata(" + literal(words.get(1)) + ", " + literal(words.get(2)) + ");";
            case DELETE -> service + "deleteMetadata(" + literal(words.get(1)) + ");";
            case GET -> service + "getMetadata(" + literal(words.get(1)) + ");";
        };
    }

    /** A Java literal, in which nothing ends the text or the line: Unicode escapes would, octal ones do not. */
    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            boolean plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\';
            if (plain) literal.append(c);
            else if (c < 0x100) literal.append('\\').append(Integer.toOctalString(01000 | c), 1, 4);
            else literal.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
        }
        return literal.append('"').toString();
    }
}
