package raftbook.book.serve;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import raftbook.book.eval.Completion;
import raftbook.book.eval.Evaluator;

/**
 * What the pages' script asks for, below {@code /api/}:
 *
 * <ul>
 *   <li>{@code POST run} with a {@link Call}: puts cells in their chapter's queue,
 *   <li>{@code POST stop}, {@code POST reset} with a {@link Call}: for a chapter,
 *   <li>{@code POST complete} with a {@link Place}: is answered with what may stand there, a {@link Completion},
 *   <li>{@code GET events?chapter=C&cells=K&after=N}: the chapter's events after number N, one JSON object a line, for
 *       as long as the page is open; an empty line says that the server is still there. First come the events that make
 *       the page what it should be by now, if there is no N or it is too long ago, and {@code ready}, which says what
 *       the newest page of the chapter is. K is how many cells the page has.
 * </ul>
 */
final class LiveApi implements AutoCloseable {

    /** The body of a call; stop and reset need the chapter alone. */
    record Call(String chapter, String tab, List<LiveChapter.Asked> cells) {

        private boolean isWhole(String action) {
            boolean runs = cells != null
                    && cells.stream().allMatch(each -> each != null && each.cell() != null && each.code() != null);
            return chapter != null && (runs || !action.equals("POST run"));
        }
    }

    /** A place in a cell's code: the cursor is an offset. */
    record Place(String chapter, String code, int cursor) {

        private boolean isWhole() {
            return chapter != null && code != null && cursor >= 0 && cursor <= code.length();
        }
    }

    private static final int MOST_CANDIDATES = 200;
    private static final int BODY_LIMIT = 1_000_000;
    private static final long STILL_THERE_MILLISECONDS = 10_000;

    private final Function<String, Evaluator> evaluators;
    private final Function<String, String> made;
    private final Map<String, LiveChapter> chapters = new ConcurrentHashMap<>();
    private volatile String book = "";

    /** @param made tells for a chapter which page is its newest */
    LiveApi(Function<String, Evaluator> evaluators, Function<String, String> made) {
        this.evaluators = evaluators;
        this.made = made;
        tell(BookState.first());
    }

    void handle(HttpExchange exchange) throws IOException {
        String action = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath().substring("/api/".length());
        switch (action) {
            case "POST run", "POST stop", "POST reset" -> call(exchange, action);
            case "POST complete" -> complete(exchange);
            case "GET events" -> events(exchange);
            default -> Replies.text(exchange, 404, "there is no " + action + " below /api/");
        }
    }

    private void call(HttpExchange exchange, String action) throws IOException {
        Call call = parse(exchange, Call.class);
        if (call == null || !call.isWhole(action)) {
            Replies.text(
                    exchange,
                    400,
                    action + " wants a JSON object of at most " + BODY_LIMIT
                            + " bytes with a chapter, and cells, each with its cell and its code");
            return;
        }
        LiveChapter chapter = chapter(call.chapter);
        switch (action) {
            case "POST run" -> chapter.run(call.cells, Objects.requireNonNullElse(call.tab, ""));
            case "POST stop" -> chapter.stop();
            default -> chapter.reset();
        }
        Replies.text(exchange, 202, "accepted");
    }

    private void complete(HttpExchange exchange) throws IOException {
        Place place = parse(exchange, Place.class);
        if (place == null || !place.isWhole()) {
            String wants = "POST complete wants a JSON object of at most " + BODY_LIMIT
                    + " bytes with a chapter, its code and a cursor within it";
            Replies.text(exchange, 400, wants);
            return;
        }
        Completion found = chapter(place.chapter).complete(place.code, place.cursor);
        List<String> first = found.candidates().stream().limit(MOST_CANDIDATES).toList();
        Replies.text(exchange, 200, new Gson().toJson(new Completion(found.start(), first)));
    }

    private static <T> T parse(HttpExchange exchange, Class<T> form) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
        if (body.length > BODY_LIMIT) return null;
        try {
            return new Gson().fromJson(new String(body, StandardCharsets.UTF_8), form);
        } catch (JsonParseException failed) {
            return null;
        }
    }

    private LiveChapter chapter(String name) {
        return chapters.computeIfAbsent(name, each -> new LiveChapter(each, () -> evaluators.apply(each)));
    }

    private void events(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        String name = query.getOrDefault("chapter", "");
        LiveChapter chapter = chapter(name);
        long after;
        try {
            after = Long.parseLong(query.getOrDefault("after", "-1"));
        } catch (NumberFormatException failed) {
            Replies.text(exchange, 400, "after is " + query.get("after") + ", and must be the number of an event");
            return;
        }
        if (!query.getOrDefault("cells", "0").equals("0")) {
            chapter.warm();
        }
        Replies.head(exchange, "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        chapter.opened();
        try (OutputStream out = exchange.getResponseBody()) {
            StringBuilder first = new StringBuilder(book).append('\n');
            if (!query.containsKey("after") || !chapter.log().reachesBackTo(after)) {
                LiveChapter.Shown shown = chapter.shown();
                first.append("{\"type\":\"anew\"}\n");
                shown.lines().forEach(line -> first.append(line).append('\n'));
                after = shown.number();
            }
            first.append("{\"type\":\"ready\",\"number\":%d,\"made\":\"%s\"}\n".formatted(after, made.apply(name)));
            write(out, first.toString());
            follow(chapter.log(), after, out);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            chapter.left();
        }
    }

    private static void follow(EventLog log, long from, OutputStream out) throws IOException, InterruptedException {
        long after = from;
        while (!log.isClosed()) {
            StringBuilder lines = new StringBuilder();
            for (EventLog.Entry entry : log.after(after, STILL_THERE_MILLISECONDS)) {
                lines.append(numbered(entry)).append('\n');
                after = entry.number();
            }
            write(out, lines.length() == 0 ? "\n" : lines.toString());
        }
    }

    private static String numbered(EventLog.Entry entry) {
        return "{\"number\":" + entry.number() + "," + entry.json().substring(1);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> values = new ConcurrentHashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int sign = pair.indexOf('=');
            if (sign > 0) {
                values.put(
                        pair.substring(0, sign), URLDecoder.decode(pair.substring(sign + 1), StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    /** Tells all open pages, and those that are opened later, how far the book is. */
    void tell(BookState state) {
        book = "{\"type\":\"book\"," + new Gson().toJson(state).substring(1);
        chapters.values().forEach(chapter -> chapter.tellBook(book));
    }

    /** Tells all open pages to load themselves again, and gives their chapters new evaluators. */
    void rebuilt() {
        chapters.values().forEach(LiveChapter::rebuilt);
    }

    void rebuilt(String name) {
        Optional.ofNullable(chapters.get(name)).ifPresent(LiveChapter::rebuilt);
    }

    @Override
    public void close() {
        chapters.values().forEach(LiveChapter::close);
    }
}
