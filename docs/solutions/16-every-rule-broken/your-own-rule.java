class Mine extends ElectionRules {
    @Override
    public boolean isUpToDate(long candidateLastTerm, long candidateLastIndex, long lastTerm, long lastIndex) {
        return candidateLastTerm > lastTerm || candidateLastTerm == lastTerm && candidateLastIndex >= lastIndex;
    }
}
