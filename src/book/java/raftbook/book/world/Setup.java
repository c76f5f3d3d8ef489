package raftbook.book.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import raftbook.check.BrokenRule;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.OneLine;
import raftbook.raft.RaftConfig;
import raftbook.raft.Rules;
import raftbook.raft.SendLimits;

/**
 * What a run begins with.
 *
 * @param size how many servers, 1 to 9
 * @param seed what all chance comes from
 * @param broken the rules that are broken, at most one of each class of rules
 * @param batch how many entries go into one message at most
 * @param judged whether the first invariant that breaks ends the run; if not, one sees what harm comes of it
 */
record Setup(int size, long seed, Set<BrokenRule> broken, int batch, boolean judged) {

    static final int MOST_SERVERS = 9;
    static final int USUAL_BATCH = SendLimits.DEFAULT.batch();
    static final String JUDGED = "yes";
    static final String NOT_JUDGED = "no";

    /** @throws IllegalArgumentException if there are too many servers, or two broken rules are in each other's way */
    Setup {
        if (size < 1 || size > MOST_SERVERS) {
            throw new IllegalArgumentException("size " + size + ": a page runs 1 to " + MOST_SERVERS + " servers");
        }
        if (batch < 1 || batch > USUAL_BATCH) {
            throw new IllegalArgumentException(
                    "batch " + batch + ": a message holds 1 to " + USUAL_BATCH + " entries at most");
        }
        EnumSet<BrokenRule> sorted = EnumSet.noneOf(BrokenRule.class);
        sorted.addAll(broken);
        broken = sorted;
        requireOneOfAClass(broken);
    }

    Setup(int size, long seed, Set<BrokenRule> broken) {
        this(size, seed, broken, USUAL_BATCH, true);
    }

    private static void requireOneOfAClass(Collection<BrokenRule> broken) {
        List<String> classes = new ArrayList<>();
        for (BrokenRule rule : broken) {
            String type = typeOf(rule);
            if (classes.contains(type)) {
                throw new IllegalArgumentException("break " + broken + ": two of them break " + type
                        + ", and only one class can take its place; break one of each class");
            }
            classes.add(type);
        }
    }

    private static String typeOf(BrokenRule rule) {
        return rule.method().substring(0, rule.method().indexOf('.'));
    }

    /**
     * What somebody typed, or a link says.
     *
     * @param broken names of broken rules, with a plus between them; empty for none
     */
    static Setup of(String size, String seed, String broken) {
        return new Setup(
                (int) number("size", size, Integer.MAX_VALUE), number("seed", seed, Long.MAX_VALUE), rules(broken));
    }

    /** This setup, with what a link says in its parts {@code batch} and {@code judge}. */
    Setup with(String otherBatch, String judge) {
        if (!judge.equals(JUDGED) && !judge.equals(NOT_JUDGED)) {
            throw new IllegalArgumentException("judge '" + shown(judge) + "': must be " + JUDGED + " or " + NOT_JUDGED);
        }
        return new Setup(
                size, seed, broken, (int) number("batch", otherBatch, Integer.MAX_VALUE), judge.equals(JUDGED));
    }

    private static long number(String what, String typed, long most) {
        try {
            long number = Long.parseLong(typed);
            if (Math.abs(number) <= most) return number;
        } catch (NumberFormatException failed) {
            // said below
        }
        throw new IllegalArgumentException(what + " '" + shown(typed) + "': must be a whole number, such as 3");
    }

    static int count(String what, String typed) {
        return (int) number(what, typed, Integer.MAX_VALUE);
    }

    private static Set<BrokenRule> rules(String names) {
        EnumSet<BrokenRule> rules = EnumSet.noneOf(BrokenRule.class);
        for (String name : Words.split(names, '+')) rules.add(rule(name));
        return rules;
    }

    private static BrokenRule rule(String name) {
        for (BrokenRule rule : BrokenRule.values()) if (rule.name().equals(name)) return rule;
        throw new IllegalArgumentException(
                "break '" + shown(name) + "': there is no such rule; there are " + List.of(BrokenRule.values()));
    }

    /** What somebody typed, as it may be said back. */
    static String shown(String typed) {
        return OneLine.of(typed, 40);
    }

    Setup withBroken(String names) {
        return new Setup(size, seed, rules(names), batch, judged);
    }

    String names() {
        return broken.stream().map(BrokenRule::name).collect(Collectors.joining("+"));
    }

    Rules rules() {
        Rules rules = Rules.PAPER;
        for (BrokenRule rule : broken) {
            Rules with = rule.rules();
            rules = switch (typeOf(rule)) {
                case "ElectionRules" -> rules.with(with.election());
                case "LogRules" -> rules.with(with.log());
                case "CommitRule" -> rules.with(with.commit());
                default -> rules.with(with.read());
            };
        }
        return rules;
    }

    private SendLimits limits() {
        return batch == USUAL_BATCH ? SendLimits.DEFAULT : new SendLimits(batch, batch);
    }

    SimulatedCluster cluster() {
        return new SimulatedCluster(ClusterConfig.of(size)
                .withSeed(seed)
                .with(RaftConfig.DEFAULT.with(rules()).with(limits()))
                .withTraceCapacity(0));
    }

    /** The statement that makes such a cluster. */
    String java() {
        boolean usual = batch == USUAL_BATCH;
        if (broken.isEmpty() && usual) {
            return "SimulatedCluster cluster = SimulatedCluster.of(" + size + ", " + literal() + ");";
        }
        return "SimulatedCluster cluster = new SimulatedCluster(ClusterConfig.of(" + size + ").withSeed(" + literal()
                + ").with(RaftConfig.DEFAULT.with(" + rulesInJava(broken) + ")"
                + (usual ? "" : ".with(new SendLimits(" + batch + ", " + batch + "))") + "));";
    }

    /** The expression for the rules of the paper, but for these. */
    static String rulesInJava(Set<BrokenRule> broken) {
        if (broken.size() == 1) return "BrokenRule." + broken.iterator().next() + ".rules()";
        String rules = "Rules.PAPER";
        for (BrokenRule rule : broken) {
            String part =
                    switch (typeOf(rule)) {
                        case "ElectionRules" -> "election";
                        case "LogRules" -> "log";
                        case "CommitRule" -> "commit";
                        default -> "read";
                    };
            rules += ".with(BrokenRule." + rule + ".rules()." + part + "())";
        }
        return rules;
    }

    private String literal() {
        return seed == (int) seed ? Long.toString(seed) : seed + "L";
    }
}
