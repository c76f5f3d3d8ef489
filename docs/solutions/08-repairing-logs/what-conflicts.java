RaftLog leaderHas = log(1, 2);
RaftLog followerHas = log(1, 3);

boolean contradicts(RaftLog log, long index, long leadersTerm) {
    return index <= log.getLastIndex() && log.term(index) != leadersTerm;
}
