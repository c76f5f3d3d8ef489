package raftbook.metadata;

/**
 * What one entry of the log has done to one key. The last change to a key is what the store keeps of it, and the index of that
 * entry is the key's version: it only rises, and no two changes of a key share one, also if the key was gone in between.
 *
 * @param version the entry's place in the log
 * @param key the path that has changed
 * @param value what the key holds from then on; null if the entry removed it
 */
public record Change(long version, String key, String value) {

    /** The version of a key that is not there. */
    public static final long ABSENT = 0;

    /** Whether the key is gone since. */
    public boolean isRemoval() {
        return value == null;
    }
}
