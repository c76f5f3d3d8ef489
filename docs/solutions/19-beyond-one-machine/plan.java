long groupsFor(long writes, long keys, long measuredWrites, long bytesPerKey, long heapBytes) {
    long forWrites = (long) Math.ceil(writes / (measuredWrites / 2.0));
    long forKeys = (long) Math.ceil(keys * bytesPerKey / (heapBytes / 3.0));
    return Math.max(1, Math.max(forWrites, forKeys));
}
