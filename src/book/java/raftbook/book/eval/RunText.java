package raftbook.book.eval;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The run that a picture was drawn from, as text: a line an event, in the order of the trace. The words of a line are the
 * event's kind and, in the order in which they are declared, its parts: a number, a name, or a text whose unusual bytes are
 * written with a percent sign; a message as its own kind and parts, or {@code =} if it is still what was sent under this number;
 * a list as its length and what is in it. {@code raftbook.book.world.RecordedEvents} reads it.
 *
 * <p>The events are those of the cells' library, whose classes are not the book's, and of an early chapter's stage, which may have
 * fewer of them: so this knows of no class more than that it is a record.
 */
public final class RunText {

    static final String TYPE = "application/x-raftbook-run";

    /** In a longer run nobody finds his way; a page that held it would be twice as large. */
    private static final int LONGEST = 60_000;

    private static final String EVENTS = "raftbook.trace.TraceEvent$";
    private static final String PLAIN = "/-._~";
    /** A text of no characters. */
    private static final String NOTHING = "%";

    private final StringBuilder out = new StringBuilder();
    /** What was sent under which number, as it is written. */
    private final Map<Object, String> sent = new HashMap<>();

    private RunText() {}

    /** Of a picture that says what its {@code events()} are; empty if it does not, or there are none, or too many. */
    public static Optional<String> run(Object picture) {
        List<?> events = events(picture);
        boolean isRun = !events.isEmpty()
                && events.stream()
                        .allMatch(event -> event instanceof Record
                                && event.getClass().getName().startsWith(EVENTS));
        if (!isRun) return Optional.empty();
        RunText text = new RunText();
        for (Object event : events) text.event((Record) event);
        return Optional.of(text.out.toString()).filter(all -> all.length() <= LONGEST);
    }

    private static List<?> events(Object picture) {
        try {
            Method events = picture.getClass().getMethod("events");
            return events.getReturnType() == List.class ? (List<?>) events.invoke(picture) : List.of();
        } catch (ReflectiveOperationException none) {
            return List.of(); // whatever else it is, it is no picture of a run
        }
    }

    private void event(Record event) {
        out.append(event.getClass().getSimpleName());
        Object id = null;
        for (RecordComponent part : event.getClass().getRecordComponents()) {
            Object value = value(event, part);
            out.append(' ');
            if (part.getName().equals("id")) id = value;
            if (part.getName().equals("message")) message(id, value);
            else append(value);
        }
        out.append('\n');
    }

    private void message(Object id, Object message) {
        int begin = out.length();
        append(message);
        String written = out.substring(begin);
        String before = sent.putIfAbsent(id, written);
        if (!written.equals(before)) return;
        out.setLength(begin);
        out.append('=');
    }

    private void append(Object value) {
        if (value instanceof Collection<?> list) {
            out.append(list.size());
            for (Object each : list) {
                out.append(' ');
                append(each);
            }
        } else if (value instanceof byte[] bytes) {
            out.append(word(bytes));
        } else if (value instanceof Record record) {
            append(record);
        } else {
            out.append(word(String.valueOf(value).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void append(Record record) {
        RecordComponent[] parts = record.getClass().getRecordComponents();
        boolean isName = parts.length == 1 && parts[0].getType() == String.class;
        if (!isName) out.append(record.getClass().getSimpleName());
        for (RecordComponent part : parts) {
            if (!isName) out.append(' ');
            append(value(record, part));
        }
    }

    private static Object value(Record record, RecordComponent part) {
        try {
            Method accessor = part.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(part + " of " + record.getClass().getName() + " is out of reach", failed);
        }
    }

    private static String word(byte[] bytes) {
        if (bytes.length == 0) return NOTHING;
        StringBuilder word = new StringBuilder();
        for (byte each : bytes) {
            char c = (char) (each & 0xff);
            boolean plain = c < 0x80 && Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0;
            if (plain) word.append(c);
            else word.append(String.format("%%%02X", (int) c));
        }
        return word.toString();
    }
}
