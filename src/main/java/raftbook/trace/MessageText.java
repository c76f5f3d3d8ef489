package raftbook.trace;

import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftMessage.RequestVoteReply;

/** Messages in words. */
final class MessageText {

    private MessageText() {}

    static String of(RaftMessage message) {
        return verb(message) + ", term " + message.term();
    }

    private static String verb(RaftMessage message) {
        if (message instanceof RequestVote m) {
            return "RequestVote, log ends at " + m.last();
        }
        if (message instanceof RequestVoteReply m) return m.voteGranted() ? "vote granted" : "vote refused";
        if (message instanceof AppendEntries m) {
            String what = m.isHeartbeat() ? "heartbeat" : "entries " + range(m.prevLogIndex() + 1, m.lastNewIndex());
            return what + " after " + m.previous() + ", commit " + m.leaderCommit();
        }
        AppendEntriesReply m = (AppendEntriesReply) message;
        if (m.success()) return "matches up to " + m.matchIndex();
        return m.retryFrom() == 0 ? "refusal of an older term" : "no match, retry from " + m.retryFrom();
    }

    static String range(long first, long last) {
        return first == last ? Long.toString(first) : first + "–" + last;
    }
}
