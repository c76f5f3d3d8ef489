package raftbook.raft;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftMessage.RequestVoteReply;

/** One server under test, alone: the test plays the clock and all its peers, and reads what it sends. */
final class Server {

    static final NodeId N1 = new NodeId("n1");
    static final NodeId N2 = new NodeId("n2");
    static final NodeId N3 = new NodeId("n3");
    static final NodeId N4 = new NodeId("n4");
    static final NodeId N5 = new NodeId("n5");
    static final long MS = 1_000_000;

    record Sent(NodeId to, RaftMessage message) {}

    final RaftNode node;
    final List<Sent> sent = new ArrayList<>();
    final List<Long> applied = new ArrayList<>();
    long now;

    private Server(int size, RaftConfig config, TermState state, List<RaftLogEntry> log) {
        List<NodeId> members = List.of(N1, N2, N3, N4, N5).subList(0, size);
        node = new RaftNode(N1, members, config, new Random(1), (index, command) -> applied.add(index), 0, state, log);
    }

    /** n1 of three, new. */
    static Server fresh() {
        return of(3, RaftConfig.DEFAULT, 0);
    }

    /** n1 of so many, in this term, with a log of entries of these terms. */
    static Server of(int size, RaftConfig config, long term, long... logTerms) {
        return new Server(size, config, new TermState(term, null, null), log(logTerms));
    }

    static Server of(long term, long... logTerms) {
        return of(3, RaftConfig.DEFAULT, term, logTerms);
    }

    /** Entries of these terms, each with a command that names its index and term. */
    static List<RaftLogEntry> log(long... terms) {
        return IntStream.range(0, terms.length)
                .mapToObj(i -> new RaftLogEntry(terms[i], ((i + 1) + "@" + terms[i]).getBytes()))
                .toList();
    }

    /** Lets time pass, and the server do what is due. */
    Server after(long millis) {
        now += millis * MS;
        return advance();
    }

    Server advance() {
        node.advance(now, (to, message) -> sent.add(new Sent(to, message)));
        node.apply(now, (to, message) -> sent.add(new Sent(to, message)));
        return this;
    }

    /** Hands over a message without letting the server go on. */
    Server give(NodeId from, RaftMessage message) {
        node.receive(now, from, message, (to, reply) -> sent.add(new Sent(to, reply)));
        return this;
    }

    Server receive(NodeId from, RaftMessage message) {
        return give(from, message).advance();
    }

    /** Makes it a candidate, by waiting as long as any server waits. */
    Server timesOut() {
        return after(300);
    }

    /** Makes it the leader of the next term, by the vote of n2 (and n3, of five), and forgets what was sent. */
    Server wins() {
        timesOut();
        long term = node.term();
        receive(N2, new RequestVoteReply(term, true));
        if (node.role() != RaftRole.LEADER) receive(N3, new RequestVoteReply(term, true));
        if (node.role() != RaftRole.LEADER) throw new AssertionError("did not win: " + node.termState());
        return this;
    }

    Server forgetSent() {
        sent.clear();
        return this;
    }

    /** The latest AppendEntries to a peer. */
    AppendEntries lastTo(NodeId peer) {
        return appendsTo(peer).get(appendsTo(peer).size() - 1);
    }

    List<AppendEntries> appendsTo(NodeId peer) {
        return sent.stream()
                .filter(s -> s.to.equals(peer) && s.message instanceof AppendEntries)
                .map(s -> (AppendEntries) s.message)
                .toList();
    }

    /** The latest message sent. */
    RaftMessage answer() {
        return sent.get(sent.size() - 1).message;
    }

    boolean votesFor(NodeId candidate, long term, long lastIndex, long lastTerm) {
        receive(candidate, new RequestVote(term, candidate, lastIndex, lastTerm));
        return ((RequestVoteReply) answer()).voteGranted();
    }

    AppendEntriesReply appends(NodeId leader, long term, long prevIndex, long prevTerm, long commit, long... terms) {
        List<RaftLogEntry> entries = IntStream.range(0, terms.length)
                .mapToObj(i -> new RaftLogEntry(terms[i], ((prevIndex + i + 1) + "@" + terms[i]).getBytes()))
                .toList();
        receive(leader, new AppendEntries(term, leader, prevIndex, prevTerm, entries, commit, 1));
        return (AppendEntriesReply) answer();
    }

    /** A follower's acknowledgement of everything sent to it so far. */
    Server acknowledges(NodeId follower, long matchIndex) {
        return acknowledgesUpTo(follower, matchIndex, lastTo(follower).sequence());
    }

    /** A follower's answer to the message of this number: its log equals the leader's up to here. */
    Server acknowledgesUpTo(NodeId follower, long matchIndex, long sequence) {
        return receive(follower, AppendEntriesReply.accepted(node.term(), matchIndex, sequence));
    }

    long[] logTerms() {
        return node.log().entries(1, node.log().getLastIndex()).stream()
                .mapToLong(RaftLogEntry::term)
                .toArray();
    }
}
