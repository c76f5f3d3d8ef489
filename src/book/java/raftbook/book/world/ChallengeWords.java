package raftbook.book.world;

import java.util.List;

/**
 * What a page tells of a challenge.
 *
 * @param task what to bring about, in two sentences
 * @param counts what the judge looks at
 * @param seen what the reader has just seen, to be read afterwards
 * @param chapter the title of the chapter that teaches it
 * @param href where in the book that is
 * @param hints what helps, from little to much
 */
record ChallengeWords(
        String title, String task, String counts, String seen, String chapter, String href, List<String> hints) {

    static ChallengeWords of(Challenge challenge) {
        return switch (challenge) {
            case ELECT_N3 ->
                new ChallengeWords(
                        "Elect n3",
                        "Left to itself, this run makes n2 the leader. Make it n3, and see to it that the others know.",
                        "All three servers run, n3 leads, and n1 and n2 follow it in the same term.",
                        "A server stands when its patience ends, a majority's votes make it the leader, and its first messages"
                                + " tell the others. Nobody else decides who leads.",
                        "Elections",
                        "04-elections.html#an-election",
                        List.of(
                                "A server stands for election when its election timer fires.",
                                "A timer can be fired by hand, before any other runs out.",
                                "Fire the timer of n3. Then take steps, until its messages have arrived."));
            case SPLIT_VOTE ->
                new ChallengeWords(
                        "A split vote, three times running",
                        "Of four servers, three are a majority. Let three terms in a row go by in which all four have voted and"
                                + " nobody has won.",
                        "Three terms, one right after the other. In each of them every server has given its vote, and nobody leads.",
                        "No rule forbids this, and nothing unsafe has happened: a split costs a term, and time. Random patience"
                                + " is there to make it rare.",
                        "Split votes and old logs",
                        "05-split-votes-and-old-logs.html#when-two-stand-at-once",
                        List.of(
                                "Whoever stands votes for itself. So two votes are gone once two servers stand in the same term.",
                                "Fire two timers before either request has arrived. Then see to it that each of the other two"
                                        + " hears from another candidate first: a message can be delivered at once.",
                                "Nobody has three votes? Fire both timers again: who stands once more enters the next term."));
            case RETURNING ->
                new ChallengeWords(
                        "Back, with a huge term",
                        "Cut a server off until its term is at least five above the leader's, and let it back. The leader must"
                                + " go for it, and then all three must follow one leader again.",
                        "The server stood in that term while all four ways between it and the others were cut. A leader whose"
                                + " term was at least five lower has stepped down, and all three servers follow a later one.",
                        "The higher term wins, whoever brings it. A server that was away deposed a healthy leader: a nuisance,"
                                + " but no write was lost, and it is not shut out either.",
                        "Split votes and old logs",
                        "05-split-votes-and-old-logs.html#a-server-that-comes-back-with-a-huge-term-is-refused-for-ever",
                        List.of(
                                "Let a leader be elected first. Then cut the ways between another server and both others, each"
                                        + " in both directions.",
                                "Who hears nothing stands again and again, and each time it enters a new term. Time does this,"
                                        + " and firing its timer does it faster.",
                                "Heal the four ways, and let time pass."));
            case CUT_OFF ->
                new ChallengeWords(
                        "A leader talks to itself",
                        "Let a leader take in a write that reaches nobody else. Then let it lose this entry from its log, while"
                                + " it runs.",
                        "A server drops an entry that a client gave it while it led, and that was never committed.",
                        "An entry in one log of three is only a wish. Nobody was told that it is done, so nothing that was"
                                + " promised is gone.",
                        "The log and its safety",
                        "07-the-log-and-its-safety.html#what-is-left-over",
                        List.of(
                                "Elect a leader, cut the four ways between it and the others, and put a value on it.",
                                "The other two lose patience, and elect a leader of a later term.",
                                "Heal the ways. The new leader makes all logs equal to its own."));
            case TWO_LEADERS ->
                new ChallengeWords(
                        "Two leaders, the shortest way",
                        "Here a server votes for everybody who asks, also twice in a term. Find the shortest way to two servers"
                                + " that lead the same term: each decision is a move, and so is each step.",
                        "Two servers lead the same term at the same moment. Decisions and steps until then are counted together.",
                        "Two majorities of three servers share one. That a server votes only once in a term is all that keeps a"
                                + " second leader out.",
                        "Elections",
                        "04-elections.html#to-vote",
                        List.of(
                                "Both must stand in the same term, before either has won.",
                                "Beside its own vote, a candidate needs only one.",
                                "A step takes whatever is due next. A message that is delivered by hand is the one you need."));
            case LOSE_A_WRITE ->
                new ChallengeWords(
                        "Done, and lost",
                        "Here a leader calls an entry committed once it has it itself. Let a client be told that its write is"
                                + " done, and then elect a leader that does not have it.",
                        "A write has ended as done, and a leader of a later term does not have its entry.",
                        "“Done” was one server's word. When a majority holds the entry, every later leader needs a vote from one"
                                + " of them, and gets it only with the entry in its own log.",
                        "Commit and apply",
                        "09-commit-and-apply.html#done-as-soon-as-it-is-written",
                        List.of(
                                "The entry must not reach the other two. Cut the leader off before the write, not after it.",
                                "Put a value on the leader that is cut off, and take a step: the client is told at once.",
                                "Now wait until one of the other two loses patience, and wins."));
            case UNKNOWN ->
                new ChallengeWords(
                        "Nobody knows, and it happened",
                        "Let a client be told that nobody knows what became of its write. Then let this write happen all the"
                                + " same.",
                        "A write has ended as unknown, and a leader that runs has applied its entry.",
                        "“Unknown” means what it says. Had the client taken it for a no and asked again, the write could have"
                                + " happened twice.",
                        "When no answer comes",
                        "14-when-no-answer-comes.html",
                        List.of(
                                "A client is told so when the leader is stopped, or loses its office, while the write is under"
                                        + " way.",
                                "The entry must have reached another server, but the answer must not have come back.",
                                "Then let the server that has the entry win the next election. It commits an entry of its own,"
                                        + " and the older one with it."));
            case STALE_READ ->
                new ChallengeWords(
                        "An answer from the past",
                        "Here a leader answers a read without asking whether it still leads. Let a leader that has been replaced"
                                + " give an answer that is no longer true.",
                        "A server that still believes it leads answers a read while another leads a later term, and the answer"
                                + " fits no order of all requests.",
                        "The old leader could not know that it had been replaced. Asking a majority before it answers would"
                                + " have told it.",
                        "Reading what is true",
                        "12-reading-what-is-true.html#what-the-leader-has-in-memory-is-safe-to-read",
                        List.of(
                                "Cut the leader off in both directions, and wait until the other two have elected another.",
                                "Put a value on the new leader, and let it be done.",
                                "Now get the same key from the old leader, and take a step."));
            case LONGER_LOG ->
                new ChallengeWords(
                        "Longer is not newer",
                        "Let a candidate be refused although its log is the longer one. Then let a server with a shorter log"
                                + " win.",
                        "A candidate hears no from a server whose log is shorter and ends in a later term. Such a server then"
                                + " wins, while the longer log is still there.",
                        "Logs are compared by their last terms first, and by length only within one term. What a leader"
                                + " appended alone makes its log long, and not up to date.",
                        "Split votes and old logs",
                        "05-split-votes-and-old-logs.html#up-to-date-means-longer",
                        List.of(
                                "A leader that is cut off can append as much as it likes: put three values on it. Meanwhile the"
                                        + " other two elect a leader, which opens its term with an entry.",
                                "Stop or pause the new leader before you heal anything, or it will mend the long log.",
                                "A leader never stands. It must hear of a later term first: let the other one stand and ask it,"
                                        + " but lose the vote that it gives. Then fire the timer of the longer log, and after"
                                        + " its refusal that of the shorter."));
            case FIGURE_8 ->
                new ChallengeWords(
                        "Figure 8, by hand",
                        "Here a leader counts the copies of any entry, whatever its term, and a message holds one entry. Let an"
                                + " entry of an older term be called committed so, and then let it be overwritten.",
                        "A leader calls an entry of an older term committed, and later a log that held it has another entry in"
                                + " its place.",
                        "A majority held the entry, and an election went lawfully against it: votes compare last terms. So a"
                                + " leader counts copies only of its own term's entries, and what is older is committed with"
                                + " them (§5.4.2).",
                        "Entries of older terms",
                        "10-entries-of-older-terms.html#stored-on-a-majority-means-committed",
                        List.of(
                                "(a) Let n1 lead, and its first entry reach n2 alone. (b) Let n5 be elected by n3 and n4, and"
                                        + " its entry reach nobody.",
                                "(c) Let n1 lead again, elected by n2 and n3. It sends n3 its old entry first: now it is on"
                                        + " three of five. Keep its newer entry away from n3.",
                                "(d) n3 and n4 still vote for n5, for its last entry is of a later term than theirs. Cut n1 off, let n5 stand"
                                        + " until it is elected, and let its entries arrive.",
                                "A message that is lost or delivered by hand is surer than a cut. And whoever stands must have"
                                        + " heard of the latest term, or stand twice."));
        };
    }
}
