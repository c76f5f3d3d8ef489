package raftbook.check;

/**
 * What can happen, as a number: a message's own, plus one of two flags, for one that arrives, is lost, or comes twice; a negative
 * one for a server that is given something else.
 */
final class Move {

    private static final int LOST = 1 << 30;
    private static final int TWICE = 1 << 29;
    private static final int KINDS = 4;

    private Move() {}

    /** The server is given this, which is no message. */
    static int own(int input, int server) {
        return -1 - (server * KINDS - 1 - input);
    }

    static int loss(int mail) {
        return mail | LOST;
    }

    static int doubling(int mail) {
        return mail | TWICE;
    }

    static boolean isOwn(int move) {
        return move < 0;
    }

    static boolean isLoss(int move) {
        return move >= 0 && (move & LOST) != 0;
    }

    static boolean isDoubling(int move) {
        return move >= 0 && (move & TWICE) != 0;
    }

    /** The message that a move is about which is no server's own. */
    static int mail(int move) {
        return move & ~(LOST | TWICE);
    }

    /** The server whose own move this is. */
    static int server(int own) {
        return (-1 - own) / KINDS;
    }

    /** What it is given: one of the inputs of {@link ServerState} that are no messages; of the writes, the first. */
    static int input(int own) {
        return -1 - (-1 - own) % KINDS;
    }
}
