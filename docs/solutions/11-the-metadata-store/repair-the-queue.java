class JobQueue implements StateMachine {
    private final Set<String> waiting = new TreeSet<>();
    final Map<String, String> taken = new TreeMap<>();

    JobQueue(Locale locale, int tableSize) {}

    @Override
    public void apply(long index, byte[] command) {
        String[] word = text(command).split(" ");
        if (word[0].equals("JOB")) {
            waiting.add(word[1].toLowerCase(Locale.ROOT));
        } else if (word[0].equals("TAKE") && !waiting.isEmpty()) {
            String job = waiting.iterator().next();
            waiting.remove(job);
            taken.put(word[1], job);
        }
    }
}
