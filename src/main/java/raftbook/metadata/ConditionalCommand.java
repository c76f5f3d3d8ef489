package raftbook.metadata;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import raftbook.raft.OneLine;

/**
 * A change that is carried out only if a condition holds: the key has the version that is named, does not exist, or its session is
 * open. Whether it holds is found out where the entry is
 * applied, at its place in the log, and alike on every server; if not, the entry changes nothing, and the client is refused.
 *
 * <p>In bytes: {@code CAS\n<version>\n<key>\n<value>}, {@code CAD\n<version>\n<key>}, {@code SES\n<millis>\n<key>\n<value>},
 * and {@code HLD\n<session's version>\n<session's key>\n<key>\n<value>}; numbers in decimal, without a sign or zeros in front.
 */
public sealed interface ConditionalCommand {

    /** The path that is changed. */
    String key();

    /** The verbs, each with its newline. */
    Set<String> VERBS = Set.of("CAS\n", "CAD\n", "SES\n", "HLD\n");

    /** Their length in bytes. */
    int VERB_LENGTH = 4;

    /** The version that the key must have; {@link Change#ABSENT} if it must not be there. */
    default long version() {
        return Change.ABSENT;
    }

    /** The command as the log spells it. */
    String spelled();

    /** Sets a value, if the key has this version; 0 is that of a key that does not exist. Whoever held the key holds it no longer. */
    record CompareAndSet(String key, long version, String value) implements ConditionalCommand {

        /** @throws InvalidRequestException if key or value are malformed, or the version negative */
        public CompareAndSet {
            new MetadataCommand.Put(key, value);
            requireVersion(key, version, Change.ABSENT);
        }

        @Override
        public String spelled() {
            return "CAS\n" + version + "\n" + key + "\n" + value;
        }
    }

    /** Removes a value, if the key has this version. It ends a session, and whatever that holds. */
    record CompareAndDelete(String key, long version) implements ConditionalCommand {

        /** @throws InvalidRequestException if the key is malformed, or the version is not 1 or more */
        public CompareAndDelete {
            MetadataKey.require(key);
            requireVersion(key, version, 1);
        }

        @Override
        public String spelled() {
            return "CAD\n" + version + "\n" + key;
        }
    }

    /** Creates a key that lasts as long as it is kept alive: a {@link Session}. */
    record Open(String key, String value, long millis) implements ConditionalCommand {

        /** @throws InvalidRequestException if key or value are malformed, or the time out of bounds */
        public Open {
            new MetadataCommand.Put(key, value);
            Session.requireMillis(key, millis);
        }

        @Override
        public String spelled() {
            return "SES\n" + millis + "\n" + key + "\n" + value;
        }

        /** The session that is open once this has been carried out at this index. */
        Session session(long index) {
            return new Session(key, index, Duration.ofMillis(millis));
        }
    }

    /** Creates a key that lasts as long as a session does. */
    record Hold(String key, String value, String session, long sessionVersion) implements ConditionalCommand {

        /** @throws InvalidRequestException if a key or the value are malformed, or the version is not 1 or more */
        public Hold {
            new MetadataCommand.Put(key, value);
            MetadataKey.require(session);
            requireVersion(session, sessionVersion, 1);
        }

        @Override
        public String spelled() {
            return "HLD\n" + sessionVersion + "\n" + session + "\n" + key + "\n" + value;
        }
    }

    /**
     * This command as the log stores it.
     *
     * @throws InvalidRequestException if the value is not valid Unicode
     */
    default byte[] encode() {
        byte[] bytes = spelled().getBytes(StandardCharsets.UTF_8);
        if (new String(bytes, StandardCharsets.UTF_8).equals(spelled())) return bytes;
        throw new InvalidRequestException("value for key '" + MetadataKey.shown(key())
                + "' is not valid Unicode: mend the text where it was cut");
    }

    /** Whether these bytes begin as a conditional command does. */
    static boolean isOne(byte[] bytes) {
        if (bytes.length < VERB_LENGTH || bytes[0] == 'P' || bytes[VERB_LENGTH - 1] != '\n') return false;
        return VERBS.contains(new String(bytes, 0, VERB_LENGTH, StandardCharsets.UTF_8));
    }

    /**
     * The command that these bytes stand for.
     *
     * @throws InvalidRequestException if they stand for none
     */
    static ConditionalCommand decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        ConditionalCommand command = null;
        if (text.startsWith("CAS\n")) {
            String[] part = parts(text, 3);
            command = new CompareAndSet(part[1], number(part[0]), part[2]);
        } else if (text.startsWith("CAD\n")) {
            String[] part = parts(text, 2);
            command = new CompareAndDelete(part[1], number(part[0]));
        } else if (text.startsWith("SES\n")) {
            String[] part = parts(text, 3);
            command = new Open(part[1], part[2], number(part[0]));
        } else if (text.startsWith("HLD\n")) {
            String[] part = parts(text, 4);
            command = new Hold(part[2], part[3], part[1], number(part[0]));
        }
        // There is one spelling for each: no zeros in front, no bytes that are no text.
        if (command == null || !Arrays.equals(command.encode(), bytes)) throw malformed(text);
        return command;
    }

    /** What follows the verb, cut at newlines into so many parts; the last may hold more of them. */
    private static String[] parts(String text, int count) {
        String[] part = new String[count];
        int start = VERB_LENGTH;
        for (int i = 0; i < count - 1; i++) {
            int end = text.indexOf('\n', start);
            if (end < 0) throw malformed(text);
            part[i] = text.substring(start, end);
            start = end + 1;
        }
        part[count - 1] = text.substring(start);
        return part;
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    private static InvalidRequestException malformed(String text) {
        return new InvalidRequestException("command '" + OneLine.of(text, VERB_LENGTH) + "' of " + text.length()
                + " characters is not spelled as encode() spells it");
    }

    private static void requireVersion(String key, long version, long least) {
        if (version < least) {
            throw new InvalidRequestException(
                    "version " + version + " of key '" + MetadataKey.shown(key) + "': must be "
                            + (least == Change.ABSENT ? "0, for a key that is not there, or " : "")
                            + "one that the store has named, which is 1 or more");
        }
    }
}
