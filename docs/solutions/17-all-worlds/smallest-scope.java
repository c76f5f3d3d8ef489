Scope scope() {
    return Scope.of(4).withTimersOn(2).withElections(2);
}
