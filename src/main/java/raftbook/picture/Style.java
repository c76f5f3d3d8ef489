package raftbook.picture;

import raftbook.raft.RaftRole;

/** What all pictures share: the palette, how thick a role is, and how small text may be. */
final class Style {

    // All colours stand here: a page in the dark has a counterpart for each.
    static final String CARD = "#fdfdfb";
    /** Of boxes, and of words upon ink. */
    static final String BLANK = "#ffffff";

    static final String INK = "#17212b";
    static final String MUTED = "#56616d";
    static final String FAINT = "#d9dcdf";
    static final String GRID = "#e8eaec";
    static final String TIMER = "#dfe2e5";
    /** Heartbeats, and what an author points out. */
    static final String QUIET = "#75818d";

    static final String VOTE = "#a01a7d";
    static final String APPEND = "#1b3a5c";
    static final String LOSS = "#c4201d";
    /** What was done to the network. */
    static final String FAULT = "#8a3b00";

    private static final String BEFORE_ALL_TERMS = "#d6e3e3";
    private static final String[] TERMS = {
        "#5283e5", "#e48500", "#1c5766", "#aa9d9d", "#7909bb", "#ffc136", "#aa0000", "#21beff"
    };

    /** Text is never smaller, at the picture's natural width. */
    static final double SMALL = 11;

    private Style() {}

    /** A term's colour, of eight: any two are told apart by the colour-blind; the next eight terms have the same again. */
    static String colour(long term) {
        return term == 0 ? BEFORE_ALL_TERMS : TERMS[(int) ((term - 1) % TERMS.length)];
    }

    /** Half the thickness of a running server's lane. */
    static double half(RaftRole role) {
        return switch (role) {
            case FOLLOWER -> 4;
            case CANDIDATE -> 7;
            case LEADER -> 11;
        };
    }
}
