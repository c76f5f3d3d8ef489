boolean contradicts(RaftLog log, long index, long leadersTerm) {
    return index <= log.getLastIndex() && log.term(index) != leadersTerm;
}
