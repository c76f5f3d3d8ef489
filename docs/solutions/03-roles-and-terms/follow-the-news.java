TermState take(TermState state, long term, NodeId from) {
    if (term < state.term()) return state;
    TermState current = term > state.term() ? state.enter(term) : state;
    return current.follow(from);
}
