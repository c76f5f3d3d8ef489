Rules rules() {
    return Rules.PAPER.with(new LogRules() {
        @Override
        public boolean conflicts(RaftLog log, long index, long leadersTerm) {
            return index <= log.getLastIndex();
        }
    });
}
