package raftbook.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import raftbook.check.Scope;
import raftbook.check.Search;
import raftbook.raft.NodeId;
import raftbook.raft.Outbox;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftNode;
import raftbook.raft.RaftRole;
import raftbook.raft.Rules;

/**
 * The simplest search: every story is told from its beginning each time it grows by a step, and stories are merged by a 64-bit
 * hash. It judges each story as it is told, by the few invariants that need no book beside it, and keeps states
 * apart that differ in names alone. What the library's search gains on it is how long each takes for all of one scope, and how many states a second each comes to.
 */
final class PrefixReplay {

    private static final int ELECTIONS = 2;
    private static final int PUTS = 1;
    /** The library's search is over before a clock could tell how long it took. */
    private static final int REPEATS = 10;

    private record Mail(NodeId from, NodeId to, RaftMessage message) {}

    private final List<NodeId> names =
            IntStream.rangeClosed(1, 3).mapToObj(i -> new NodeId("n" + i)).toList();
    private final RaftConfig config =
            RaftConfig.DEFAULT.with(Rules.PAPER).with(Scope.of(3).limits());
    private final List<RaftNode> nodes = new ArrayList<>();
    private final List<Mail> mails = new ArrayList<>();
    private final Map<Long, NodeId> leaders = new HashMap<>();
    private final List<RaftLogEntry> committed = new ArrayList<>();
    private final long[] clocks = new long[3];
    private int elections;
    private int puts;

    private PrefixReplay() {}

    /** What a search of the whole scope took. */
    private record Cost(long states, double seconds, double processorSeconds) {

        /** The mean of so many searches. */
        static Cost of(int times, LongSupplier search) {
            OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            long wall = System.nanoTime();
            long processor = system.getProcessCpuTime();
            long states = 0;
            for (int i = 0; i < times; i++) states = search.getAsLong();
            double perRun = 1e9 * times;
            return new Cost(
                    states, (System.nanoTime() - wall) / perRun, (system.getProcessCpuTime() - processor) / perRun);
        }

        double perSecond() {
            return states / seconds;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d states in %.2f s: %,.0f a second; processor time: %.2f s",
                    states,
                    seconds,
                    perSecond(),
                    processorSeconds);
        }
    }

    static void run(int rounds) {
        Scope scope = Scope.of(3).withElections(ELECTIONS).withPuts(PUTS);
        double[] times = new double[rounds];
        double[] rates = new double[rounds];
        System.out.printf("%nall of a scope: %s%n", scope);
        for (int round = 0; round < rounds; round++) {
            Cost slow = Cost.of(1, () -> new PrefixReplay().search());
            Cost fast =
                    Cost.of(REPEATS, () -> Search.of(Rules.PAPER, scope).run().states());
            Search plain = Search.of(Rules.PAPER, scope).withoutSymmetry();
            Cost named = Cost.of(REPEATS, () -> plain.run().states());
            System.out.println("  prefixes told again:         " + slow);
            System.out.println("  the library's:               " + fast);
            System.out.println("  a state for each name, too:  " + named);
            times[round] = slow.seconds / fast.seconds;
            rates[round] = named.perSecond() / slow.perSecond();
        }
        Arrays.sort(times);
        Arrays.sort(rates);
        System.out.printf(
                Locale.ROOT,
                "  ratio of times: %.0f; of states a second, with a state for each name: %.1f%n",
                times[rounds / 2],
                rates[rounds / 2]);
    }

    private int search() {
        Set<Long> seen = new HashSet<>();
        Deque<int[]> open = new ArrayDeque<>();
        open.add(new int[0]);
        while (!open.isEmpty()) {
            int[] story = open.remove();
            tell(story);
            int choices = choices();
            for (int choice = 0; choice < choices; choice++) {
                int[] longer = Arrays.copyOf(story, story.length + 1);
                longer[story.length] = choice;
                tell(longer);
                if (seen.add(hash())) open.add(longer);
            }
        }
        return seen.size();
    }

    private void tell(int[] story) {
        nodes.clear();
        mails.clear();
        leaders.clear();
        committed.clear();
        elections = 0;
        puts = 0;
        for (NodeId name : names) nodes.add(new RaftNode(name, names, config, () -> 0, (index, command) -> {}, 0));
        Arrays.fill(clocks, 0);
        for (int choice : story) carryOut(choice);
    }

    /** The servers' timers, the servers' puts, and the messages. */
    private int choices() {
        return 6 + mails.size();
    }

    private void carryOut(int choice) {
        int server = choice < 6 ? choice % 3 : names.indexOf(mails.get(choice - 6).to);
        RaftNode node = nodes.get(server);
        boolean leads = node.role() == RaftRole.LEADER;
        List<Mail> sent = new ArrayList<>();
        Outbox outbox = (to, message) -> sent.add(new Mail(node.id(), to, message));
        if (choice < 3) {
            if (leads || elections == ELECTIONS) return;
            elections++;
            clocks[server] = Math.max(clocks[server], node.wakeAt());
        } else if (choice < 6) {
            if (!leads || puts == PUTS) return;
            puts++;
            node.propose(new byte[] {1});
        } else {
            Mail mail = mails.remove(choice - 6);
            node.receive(clocks[server], mail.from, mail.message, outbox);
        }
        node.advance(clocks[server], outbox);
        node.apply(clocks[server], outbox);
        mails.addAll(sent);
        judge(node);
    }

    /** Election Safety, State Machine Safety and Leader Completeness. */
    private void judge(RaftNode node) {
        for (long i = 1; i <= node.commitIndex(); i++) {
            RaftLogEntry entry = node.log().entry(i);
            if (i > committed.size()) committed.add(entry);
            require(committed.get((int) i - 1).equals(entry));
        }
        if (node.role() != RaftRole.LEADER) return;
        require(node.id().equals(leaders.computeIfAbsent(node.term(), term -> node.id())));
        if (node.term() < Collections.max(leaders.keySet())) return;
        require(node.log().getLastIndex() >= committed.size());
        for (int i = 0; i < committed.size(); i++)
            require(node.log().entry(i + 1).equals(committed.get(i)));
    }

    private static void require(boolean holds) {
        if (!holds) throw new IllegalStateException("the paper's rules break something");
    }

    private long hash() {
        List<Integer> onTheirWay =
                new ArrayList<>(mails.stream().map(Mail::hashCode).toList());
        Collections.sort(onTheirWay);
        long hash = 31L * elections + puts;
        for (RaftNode node : nodes)
            hash = hash * 0x9E3779B97F4A7C15L + node.memory().hashCode();
        for (int mail : onTheirWay) hash = hash * 0x9E3779B97F4A7C15L + mail;
        return hash;
    }
}
