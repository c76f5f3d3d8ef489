package raftbook.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import raftbook.check.Scope;
import raftbook.check.Search;
import raftbook.raft.NodeId;
import raftbook.raft.Outbox;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftNode;
import raftbook.raft.RaftRole;
import raftbook.raft.Rules;

/**
 * The simplest search: every story is told from its beginning each time it grows by a step, and stories are merged by a 64-bit
 * hash. It judges nothing. What the library's search gains on it is how many states a second each comes to, in one scope.
 */
final class PrefixReplay {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ELECTIONS = 2;
    private static final int PUTS = 1;
    /** So many states are enough to tell how fast it is. */
    private static final int STATES = 200_000;

    private record Mail(NodeId from, NodeId to, RaftMessage message) {}

    private final List<NodeId> names =
            IntStream.rangeClosed(1, 3).mapToObj(i -> new NodeId("n" + i)).toList();
    private final RaftConfig config =
            RaftConfig.DEFAULT.with(Rules.PAPER).with(Scope.of(3).limits());
    private final List<RaftNode> nodes = new ArrayList<>();
    private final List<Mail> mails = new ArrayList<>();
    private final long[] clocks = new long[3];
    private int elections;
    private int puts;

    private PrefixReplay() {}

    static void run(int rounds) {
        double[] ratios = new double[rounds];
        double slow = 0;
        double fast = 0;
        for (int round = 0; round < rounds; round++) {
            long begin = THREADS.getCurrentThreadCpuTime();
            int states = new PrefixReplay().search(STATES);
            slow = states * 1e9 / (THREADS.getCurrentThreadCpuTime() - begin);
            begin = THREADS.getCurrentThreadCpuTime();
            Search.Result result = Search.of(
                            Rules.PAPER, Scope.of(3).withElections(ELECTIONS).withPuts(PUTS))
                    .run();
            fast = result.states() * 1e9 / (THREADS.getCurrentThreadCpuTime() - begin);
            ratios[round] = fast / slow;
        }
        Arrays.sort(ratios);
        System.out.printf("%nstates per second of processor time of a search, 3 servers, 2 elections, 1 put%n");
        System.out.printf(
                "  prefixes told again: %,.0f; the library's: %,.0f; ratio: %.1f%n", slow, fast, ratios[rounds / 2]);
    }

    private int search(int most) {
        Set<Long> seen = new HashSet<>();
        Deque<int[]> open = new ArrayDeque<>();
        open.add(new int[0]);
        while (!open.isEmpty() && seen.size() < most) {
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
