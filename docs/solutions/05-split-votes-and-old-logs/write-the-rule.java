ElectionRules mine = new ElectionRules() {
    @Override
    public boolean isUpToDate(LogPosition candidate, LogPosition voter) {
        return candidate.term() > voter.term()
                || candidate.term() == voter.term() && candidate.index() >= voter.index();
    }
};
