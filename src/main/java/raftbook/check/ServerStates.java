package raftbook.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import raftbook.metadata.MetadataCommand;
import raftbook.raft.ElectionRules;
import raftbook.raft.NodeId;
import raftbook.raft.Outbox;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.raft.RaftNode;
import raftbook.raft.RaftRole;
import raftbook.raft.Rules;
import raftbook.raft.Timing;

/**
 * All that single servers can be and do in a scope. A server is a deterministic machine: what it makes of an input in some
 * state is the same in every story, so it is found out once, by the real {@link RaftNode}, and looked up from then on. A node
 * in some state is had by giving a new one what brought the first there, unless the last one is just there.
 *
 * <p>One thread finds out. Others may look up meanwhile what a number stands for.
 *
 * <p>Time does not count: a timer runs out when the search says so. Inputs are numbers, a message's own or one of those below.
 */
final class ServerStates {

    /** Two states can be equal for different servers alone by name. */
    private record Known(int server, List<Object> memory) {}

    /** A message with its way, servers by number. */
    record Mail(int from, int to, RaftMessage message) {}

    private final List<NodeId> names;
    private final RaftConfig config;
    private final long highestTerm;
    private final Map<Known, ServerState> known = new HashMap<>();
    private final Learned<ServerState> states = new Learned<>();
    private final Map<Mail, Integer> numbers = new HashMap<>();
    private final Learned<Mail> mails = new Learned<>();
    /** For each server the one that has just lived: often it is the next to live on. */
    private final Life[] lives;

    ServerStates(Rules rules, Scope scope) {
        this.names = names(scope.servers());
        this.config = RaftConfig.DEFAULT.with(rules).with(Timing.DEFAULT).with(scope.limits());
        this.highestTerm = scope.elections();
        this.lives = new Life[scope.servers()];
    }

    static List<NodeId> names(int servers) {
        return IntStream.rangeClosed(1, servers)
                .mapToObj(i -> new NodeId("n" + i))
                .toList();
    }

    /** What the client of the so many-th write, from 0 on, wants written. */
    static byte[] command(int put) {
        return new MetadataCommand.Put("/k", "v" + (put + 1)).encode();
    }

    /** A server that has just been started. */
    ServerState initial(int server) {
        return keep(server, null, 0, newNode(server));
    }

    ServerState state(int id) {
        return states.get(id);
    }

    int count() {
        return known.size();
    }

    Mail mail(int number) {
        return mails.get(number);
    }

    int number(Mail mail) {
        int next = numbers.size();
        Integer number = numbers.putIfAbsent(mail, next);
        if (number != null) return number;
        mails.put(next, mail);
        return next;
    }

    /** What the server does when it is given this. */
    ServerState.Step step(ServerState from, int input) {
        ServerState.Step done = from.step(input);
        if (done == null) from.learn(input, done = carryOut(from, input));
        return done;
    }

    private ServerState.Step carryOut(ServerState from, int input) {
        Life life = lives[from.server];
        if (life == null || life.state != from) life = new Life(from);
        lives[from.server] = null;
        int truncations = life.node.log().truncations().size();
        List<Integer> sent = new ArrayList<>();
        try {
            life.take(input, (to, message) -> sent.add(number(new Mail(from.server, names.indexOf(to), message))));
        } catch (RuntimeException crash) {
            return new ServerState.Step(
                    from, from, new int[0], 0, new ServerState.Step.Breach(Invariant.NO_CRASH, crash.toString()));
        }
        List<Long> cuts = life.node.log().truncations();
        long cutFrom = cuts.stream().skip(truncations).min(Long::compare).orElse(0L);
        ServerState after = keep(from.server, from, input, life.node);
        life.state = after;
        lives[from.server] = life;
        int[] numbersSent = sent.stream().mapToInt(Integer::intValue).toArray();
        return new ServerState.Step(from, after, numbersSent, cutFrom, breach(from, after, numbersSent, cutFrom));
    }

    private ServerState keep(int server, ServerState before, int input, RaftNode node) {
        Known key = new Known(server, node.memory());
        ServerState same = known.get(key);
        if (same != null) return same;
        ServerState state = new ServerState(known.size(), server, before, input, node);
        states.put(state.id, state);
        known.put(key, state);
        return state;
    }

    /**
     * Whether this message does nothing to a server in this state, nor ever will: an answer to what is over. For it changes
     * nothing now, and in every later term it is one of an older term. Until then, a vote has been counted or is no longer
     * asked for, and a leader knows more than an old answer says.
     */
    boolean isLate(ServerState state, int number) {
        Boolean known = state.isLate(number);
        if (known == null) state.learnIfLate(number, known = findOutIfLate(state, number));
        return known;
    }

    private boolean findOutIfLate(ServerState state, int number) {
        RaftMessage message = mail(number).message;
        long term = state.term.term();
        boolean isVote = message instanceof RequestVoteReply;
        if (!isVote && !(message instanceof AppendEntriesReply)) return false;
        if (message.term() > term || !isOverFrom(message.term() == term ? term + 1 : term, message.term()))
            return false;
        if (message.term() == term && message instanceof AppendEntriesReply reply) {
            boolean mayStillCount = state.role == RaftRole.CANDIDATE || reply.matchIndex() > state.log.size();
            if (mayStillCount) return false;
        }
        ServerState.Step step = step(state, number);
        return step.broken() == null && step.after() == state && step.sent().length == 0;
    }

    /** Whether a message of this term counts in none of the terms that a story can still reach. */
    private boolean isOverFrom(long first, long messageTerm) {
        ElectionRules rules = config.rules().election();
        for (long later = first; later <= highestTerm; later++) {
            if (!rules.isStale(messageTerm, later) || rules.adoptsTerm(messageTerm, later)) return false;
        }
        return true;
    }

    /** What can be seen to be wrong by looking at this server alone. */
    ServerState.Step.Breach breach(ServerState before, ServerState after, int[] sent, long cutFrom) {
        String name = names.get(after.server).name();
        boolean sameTerm = before.term.term() == after.term.term();
        if (after.term.term() < before.term.term()) {
            return new ServerState.Step.Breach(Invariant.MONOTONIC, name + " goes back to an older term");
        }
        if (cutFrom > 0 && before.leads() && sameTerm) {
            String detail = name + " leads, and drops its log from " + cutFrom + " on";
            return new ServerState.Step.Breach(Invariant.LEADER_APPEND_ONLY, detail);
        }
        for (int number : sent) {
            Mail mail = mail(number);
            if (!(mail.message instanceof RequestVoteReply reply) || !reply.voteGranted()) continue;
            NodeId candidate = names.get(mail.to);
            if (reply.term() == after.term.term() && !candidate.equals(after.term.votedFor())) {
                String detail = name + " votes for " + after.term.votedFor() + " and for " + candidate;
                return new ServerState.Step.Breach(Invariant.ONE_VOTE, detail);
            }
        }
        return null;
    }

    private RaftNode newNode(int server) {
        return new RaftNode(names.get(server), names, config, () -> 0, (index, command) -> {}, 0);
    }

    /** A server that lives, on a clock that stands still until a timer runs out. */
    private final class Life {

        private final RaftNode node;
        private ServerState state;
        private long clock;

        /** Lives through what brought the first server into this state. */
        Life(ServerState state) {
            this.node = newNode(state.server);
            this.state = state;
            Deque<ServerState> past = new ArrayDeque<>();
            for (ServerState each = state; each.before != null; each = each.before) past.push(each);
            for (ServerState each : past) take(each.input, (to, message) -> {});
        }

        void take(int input, Outbox outbox) {
            if (input >= 0) node.receive(clock, names.get(mail(input).from), mail(input).message, outbox);
            else if (input == ServerState.TIMEOUT || input == ServerState.HEARTBEAT)
                clock = Math.max(clock, node.wakeAt());
            else if (input == ServerState.GET) node.requestRead();
            else node.propose(command(ServerState.PUT - input));
            node.advance(clock, outbox);
            node.apply(clock, outbox);
        }
    }
}
