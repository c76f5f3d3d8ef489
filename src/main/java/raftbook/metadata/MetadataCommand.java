package raftbook.metadata;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What the log holds for the metadata store: one change, as bytes that explain themselves to a human reader. UTF-8 text,
 * {@code PUT\n<key>\n<value>} or {@code DEL\n<key>}. Keys hold no newline, so the second one ends the key; what follows is
 * the value, newlines and all.
 */
public sealed interface MetadataCommand {

    /** The most bytes of UTF-8 that a value may have: 1 MiB. */
    int MAX_VALUE_BYTES = 1 << 20;

    /** The bytes before the key: {@code PUT} or {@code DEL}, and a newline. */
    int VERB_LENGTH = 4;

    /** The path that is changed. */
    String key();

    /** Sets a value, whether or not there was one. */
    record Put(String key, String value) implements MetadataCommand {

        /** @throws InvalidRequestException if the key is malformed, or the value missing or too long */
        public Put {
            MetadataKey.require(key);
            requireValue(key, value);
        }
    }

    /** Removes a value, if there is one. What lies below the path stays. */
    record Delete(String key) implements MetadataCommand {

        /** @throws InvalidRequestException if the key is malformed */
        public Delete {
            MetadataKey.require(key);
        }
    }

    /**
     * This command as the log stores it.
     *
     * @throws InvalidRequestException if the value is not valid Unicode: half a character cannot be written in UTF-8, and
     *     what is read would differ from what was put
     */
    default byte[] encode() {
        String text = this instanceof Put put ? "PUT\n" + put.key + "\n" + put.value : "DEL\n" + key();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (new String(bytes, StandardCharsets.UTF_8).equals(text)) return bytes;
        throw new InvalidRequestException(
                "value for key '" + MetadataKey.shown(key()) + "' is not valid Unicode: it holds half a"
                        + " character (a lone surrogate); mend the text where it was cut");
    }

    /**
     * The command that these bytes stand for.
     *
     * @throws InvalidRequestException if they stand for none
     */
    static MetadataCommand decode(byte[] bytes) {
        // A newline is never part of another character in UTF-8, so the parts can be told apart before they are read.
        int keyEnd = VERB_LENGTH;
        while (keyEnd < bytes.length && bytes[keyEnd] != '\n') keyEnd++;
        if (startsWith(bytes, "PUT\n") && keyEnd < bytes.length) {
            return new Put(text(bytes, VERB_LENGTH, keyEnd), text(bytes, keyEnd + 1, bytes.length));
        }
        if (startsWith(bytes, "DEL\n")) return new Delete(text(bytes, VERB_LENGTH, bytes.length));
        throw new InvalidRequestException(
                "command of " + bytes.length + " bytes is neither PUT\\n<key>\\n<value> nor DEL\\n<key>");
    }

    private static boolean startsWith(byte[] bytes, String verb) {
        if (bytes.length < VERB_LENGTH) return false;
        for (int i = 0; i < VERB_LENGTH; i++) if (bytes[i] != verb.charAt(i)) return false;
        return true;
    }

    private static String text(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        // The replacement character may be genuine; only then is the slow, strict way worth its price.
        if (text.indexOf('\ufffd') < 0) return text;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new InvalidRequestException("command of " + bytes.length + " bytes is not UTF-8 text");
        }
    }

    private static void requireValue(String key, String value) {
        if (value == null)
            throw new InvalidRequestException(
                    "value null for key '" + MetadataKey.shown(key) + "': to remove it, delete");
        if (value.length() > MAX_VALUE_BYTES / 3 && value.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
            throw new InvalidRequestException("value for key '" + MetadataKey.shown(key) + "' exceeds "
                    + MAX_VALUE_BYTES + " bytes in UTF-8: store it elsewhere and put its address here");
        }
    }
}
