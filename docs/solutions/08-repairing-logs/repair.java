long take(RaftLog log, AppendEntries request) {
    long index = request.prevLogIndex();
    if (index > log.getLastIndex()) return FollowerLog.NO_MATCH;
    if (log.term(index) != request.prevLogTerm()) return FollowerLog.NO_MATCH;
    for (RaftLogEntry entry : request.entries()) {
        index++;
        boolean taken = index <= log.getLastIndex();
        if (taken && log.term(index) != entry.term()) log.truncateFrom(index);
        if (index > log.getLastIndex()) log.append(entry);
    }
    return index;
}
