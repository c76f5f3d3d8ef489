boolean isDone(RaftNode node, long index, long term) {
    return node.lastApplied() >= index && node.log().term(index) == term;
}
