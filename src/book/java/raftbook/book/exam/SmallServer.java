package raftbook.book.exam;

import java.util.Arrays;

/**
 * A small model of a server, in plain numbers, written from Figure 2: the second opinion on what a server answers. It calls
 * nothing of the library.
 */
final class SmallServer {

    /** An answer: its term, whether it is a yes, how far the logs agree (0 for a vote or a no), and the terms in the log then. */
    record Answer(int term, boolean yes, int match, int[] log) {}

    private int term;
    private int vote;
    private int[] log;

    /** @param vote the number of the server that has this term's vote, 0 for none */
    SmallServer(int term, int vote, int[] log) {
        this.term = term;
        this.vote = vote;
        this.log = log.clone();
    }

    private void meet(int otherTerm) {
        if (otherTerm <= term) return;
        term = otherTerm;
        vote = 0;
    }

    Answer vote(int candidate, int candidatesTerm, int lastIndex, int lastTerm) {
        meet(candidatesTerm);
        int mine = log.length == 0 ? 0 : log[log.length - 1];
        boolean good = lastTerm > mine || lastTerm == mine && lastIndex >= log.length;
        boolean free = vote == 0 || vote == candidate;
        boolean yes = candidatesTerm == term && good && free;
        if (yes) vote = candidate;
        return new Answer(term, yes, 0, log);
    }

    Answer append(int leadersTerm, int previousIndex, int previousTerm, int[] entries) {
        meet(leadersTerm);
        if (leadersTerm < term) return new Answer(term, false, 0, log);
        boolean fits = previousIndex == 0 || previousIndex <= log.length && log[previousIndex - 1] == previousTerm;
        if (!fits) return new Answer(term, false, 0, log);
        int end = previousIndex + entries.length;
        // The first place at which the message and the log differ; behind the message nothing differs.
        int same = previousIndex;
        while (same < Math.min(end, log.length) && log[same] == entries[same - previousIndex]) same++;
        if (same < end) {
            int[] longer = Arrays.copyOf(log, end);
            System.arraycopy(entries, 0, longer, previousIndex, entries.length);
            log = longer;
        }
        return new Answer(term, true, end, log);
    }
}
