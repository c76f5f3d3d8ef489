void addOne(Supplier<Change> look, BiPredicate<Long, String> compareAndSet) {
    boolean done = false;
    while (!done) {
        Change seen = look.get();
        done = compareAndSet.test(seen.version(), "" + (Integer.parseInt(seen.value()) + 1));
    }
}
