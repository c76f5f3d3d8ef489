ElectionRules mine = new ElectionRules() {
    @Override
    public boolean isUpToDate(
            long candidateTerm, long candidateIndex, long lastTerm, long lastIndex) {
        return candidateTerm > lastTerm || candidateTerm == lastTerm && candidateIndex >= lastIndex;
    }
};
