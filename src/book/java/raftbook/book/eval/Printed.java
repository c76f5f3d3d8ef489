package raftbook.book.eval;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import raftbook.book.eval.Sink.Stream;

/**
 * What a cell prints, on its way to the sink. It goes there in large pieces, a few times a second: front ends drop what
 * comes in thousands of small ones.
 */
final class Printed {

    /** Of one run of a cell. What comes after that is left out, and counted. */
    static final int MOST_CHARACTERS = 1_000_000;

    /** As long as there are fewer, each change between the streams starts a new piece, so that their order is kept. */
    private static final int MOST_PIECES = 100;

    private static final Duration SOON = Duration.ofMillis(50);

    private final Sink sink;
    private final Map<Stream, CharsetDecoder> decoders = new EnumMap<>(Stream.class);
    private final Map<Stream, ByteBuffer> halves = new EnumMap<>(Stream.class);
    private final List<Part> waiting = new ArrayList<>();
    private boolean scheduled;
    private long said;
    private long told = MOST_CHARACTERS;

    private record Part(Stream stream, StringBuilder text) {}

    Printed(Sink sink) {
        this.sink = sink;
        for (Stream each : Stream.values()) {
            decoders.put(
                    each,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPLACE)
                            .onUnmappableCharacter(CodingErrorAction.REPLACE));
            halves.put(each, ByteBuffer.allocate(0));
        }
    }

    synchronized void write(Stream to, byte[] bytes, int offset, int length) {
        String text = decode(to, bytes, offset, length);
        int rest = (int) Math.max(0, Math.min(text.length(), MOST_CHARACTERS - said));
        boolean last = said < MOST_CHARACTERS && said + text.length() >= MOST_CHARACTERS;
        said += text.length();
        if (rest > 0) {
            append(to, text.substring(0, rest));
        }
        if (last) {
            append(
                    Stream.ERR,
                    "\n[more than " + MOST_CHARACTERS + " characters: the rest of this cell's output is left out]\n");
        }
    }

    /** A remark of ours, however much the cell has printed. */
    synchronized void remark(String text) {
        append(Stream.ERR, text);
    }

    /** Nothing is handed over on the thread that prints: it may be interrupted, and take the sink's connection with it. */
    private void append(Stream to, String text) {
        Part part = waiting.isEmpty() ? null : waiting.get(waiting.size() - 1);
        for (int i = waiting.size() - 1; waiting.size() >= MOST_PIECES && part.stream != to; i--) {
            part = waiting.get(i);
        }
        if (part == null || part.stream != to) {
            part = new Part(to, new StringBuilder());
            waiting.add(part);
        }
        part.text.append(text);
        if (!scheduled) {
            scheduled = true;
            Later.run(SOON, this::flush);
        }
    }

    /** Hands over what waits. */
    synchronized void flush() {
        scheduled = false;
        List<Part> parts = List.copyOf(waiting);
        waiting.clear();
        parts.forEach(part -> sink.text(part.stream, part.text.toString()));
    }

    /** Hands over what waits, and how much was left out since this was last said. */
    synchronized void end() {
        if (said > told) {
            append(Stream.ERR, "[" + (said - told) + " characters are left out]\n");
            told = said;
        }
        flush();
    }

    /** A character may be cut in two between one write and the next: its first bytes wait here. */
    private String decode(Stream to, byte[] bytes, int offset, int length) {
        ByteBuffer before = halves.get(to);
        if (!before.hasRemaining() && isAscii(bytes, offset, length)) {
            return new String(bytes, offset, length, StandardCharsets.US_ASCII);
        }
        ByteBuffer all = ByteBuffer.allocate(before.remaining() + length)
                .put(before)
                .put(bytes, offset, length)
                .flip();
        CharBuffer characters = CharBuffer.allocate(all.remaining() + 1);
        decoders.get(to).decode(all, characters, false);
        halves.put(to, all.slice());
        return characters.flip().toString();
    }

    private static boolean isAscii(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] < 0) return false;
        }
        return true;
    }
}
