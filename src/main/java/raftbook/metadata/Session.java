package raftbook.metadata;

import java.time.Duration;

/**
 * A key that lasts only as long as somebody asks for it to be kept, and with it the keys that are held by it. Whoever has opened it is
 * told its version, and shows it whenever it uses the session.
 *
 * @param key its path, which holds a value as any other does
 * @param version the entry that has opened it: no other session has had it, or will
 * @param time how long it lasts after its opening, or after it was last kept alive, by the clock of the leader
 */
public record Session(String key, long version, Duration time) {

    /** The shortest time, in milliseconds. */
    public static final long LEAST_MILLIS = 10;

    /** The longest: a day. */
    public static final long MOST_MILLIS = 24 * 60 * 60 * 1000;

    /** @throws InvalidRequestException if the key is malformed, or the time out of bounds */
    public Session {
        MetadataKey.require(key);
        requireMillis(key, millis(time));
    }

    /** Milliseconds; 0, which is refused, if there is none, and no more than a little too much. */
    static long millis(Duration time) {
        if (time == null) return 0;
        return time.compareTo(Duration.ofMillis(MOST_MILLIS)) > 0 ? MOST_MILLIS + 1 : time.toMillis();
    }

    static void requireMillis(String key, long millis) {
        if (millis < LEAST_MILLIS || millis > MOST_MILLIS) {
            throw new InvalidRequestException("session '" + MetadataKey.shown(key) + "' of " + millis
                    + " ms: must last " + LEAST_MILLIS + " ms to a day, and be kept alive about three times within it");
        }
    }
}
