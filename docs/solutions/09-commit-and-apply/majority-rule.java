long replicatedByYou(long... matchIndexes) {
    long[] ascending = matchIndexes.clone();
    Arrays.sort(ascending);
    return ascending[(ascending.length - 1) / 2];
}
