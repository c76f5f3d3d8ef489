package raftbook.book.serve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the cells of a chapter show by now, as the events that lead there: a page that is opened, loaded again, or was
 * away for longer than the {@link EventLog} remembers, gets these instead of those that it has missed.
 */
final class Transcript {

    private static final String WAITING = "waiting";
    private static final int KEPT_EVENTS = 2_000;

    private final Map<String, List<Map<String, Object>>> cells = new LinkedHashMap<>();

    /** Takes in an event; those that are about no cell are about all of them. */
    void add(Map<String, Object> event) {
        String type = (String) event.get("type");
        String cell = (String) event.get("cell");
        if (cell.isEmpty()) {
            if (type.equals("stopped")) {
                cells.values().forEach(Transcript::forgetWaiting);
            } else {
                cells.clear();
            }
            return;
        }
        if (!cells.containsKey(cell) && !type.equals(WAITING) && !type.equals("started")) {
            return; // the end of a run that a reset or a newer page has made of no interest
        }
        List<Map<String, Object>> events = cells.computeIfAbsent(cell, id -> new ArrayList<>());
        switch (type) {
            case "forgotten" -> forgetWaiting(events);
            case "started" -> {
                events.clear();
                events.add(event);
            }
            case "text" -> addText(events, event);
            case "display" -> addDisplay(events, event);
            default -> events.add(event);
        }
        if (events.size() > KEPT_EVENTS) {
            events.remove(1); // not the first, which says what was run
        }
    }

    private static void forgetWaiting(List<Map<String, Object>> events) {
        events.removeIf(event -> event.get("type").equals(WAITING));
    }

    private static void addText(List<Map<String, Object>> events, Map<String, Object> event) {
        Map<String, Object> last = events.isEmpty() ? Map.of() : events.get(events.size() - 1);
        if (event.get("type").equals(last.get("type")) && event.get("stream").equals(last.get("stream"))) {
            ((StringBuilder) last.get("text")).append((String) event.get("text"));
        } else {
            Map<String, Object> own = new LinkedHashMap<>(event);
            own.put("text", new StringBuilder((String) event.get("text")));
            events.add(own);
        }
    }

    /** An update belongs to wherever its display is, which may be another cell. */
    private void addDisplay(List<Map<String, Object>> events, Map<String, Object> event) {
        if (!Boolean.TRUE.equals(event.get("update"))) {
            events.add(new LinkedHashMap<>(event));
            return;
        }
        cells.values().stream()
                .flatMap(Collection::stream)
                .filter(each -> event.get("id").equals(each.get("id")))
                .forEach(each -> each.put("bundle", event.get("bundle")));
    }

    List<Map<String, Object>> events() {
        return cells.values().stream().flatMap(Collection::stream).toList();
    }
}
