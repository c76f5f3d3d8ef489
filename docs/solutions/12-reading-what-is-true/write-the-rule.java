ReadRule mine = new ReadRule() {
    @Override
    public boolean isConfirmed(Quorum quorum, long since, long... answered) {
        long confirming = Arrays.stream(answered).filter(latest -> latest >= since).count();
        return quorum.isReachedBy((int) confirming);
    }
};
