package raftbook.book.exam;

/** A small model of elections, in plain numbers: the second opinion on who gets a majority. It calls nothing of the library. */
final class VoteCount {

    private VoteCount() {}

    /** How many of the servers that are up would vote for one of them, itself included. */
    static int votes(int candidate, int[][] logs, boolean[] up) {
        int votes = 0;
        for (int voter = 0; voter < logs.length; voter++) {
            if (up[voter] && !isBehind(logs[candidate], logs[voter])) votes++;
        }
        return votes;
    }

    /** Whether one log is refused by the owner of the other: compared from the last entry's term to the length. */
    private static boolean isBehind(int[] mine, int[] voters) {
        int myTerm = mine.length == 0 ? 0 : mine[mine.length - 1];
        int votersTerm = voters.length == 0 ? 0 : voters[voters.length - 1];
        return myTerm < votersTerm || (myTerm == votersTerm && mine.length < voters.length);
    }

    /** Which servers can win, as a bit for each. */
    static int winners(int[][] logs, boolean[] up) {
        int winners = 0;
        for (int server = 0; server < logs.length; server++) {
            if (up[server] && votes(server, logs, up) + votes(server, logs, up) > logs.length) winners |= 1 << server;
        }
        return winners;
    }
}
