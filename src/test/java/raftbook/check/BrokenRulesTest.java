package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;
import static raftbook.check.Invariant.ELECTION_SAFETY;
import static raftbook.check.Invariant.LEADER_APPEND_ONLY;
import static raftbook.check.Invariant.LEADER_COMPLETENESS;
import static raftbook.check.Invariant.LINEARIZABILITY;
import static raftbook.check.Invariant.LOG_MATCHING;
import static raftbook.check.Invariant.MAJORITY;
import static raftbook.check.Invariant.ONE_VOTE;
import static raftbook.check.Invariant.PROGRESS;
import static raftbook.check.Invariant.STATE_MACHINE_SAFETY;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import raftbook.raft.CommitRule;
import raftbook.raft.ElectionRules;
import raftbook.raft.LogRules;
import raftbook.raft.Quorum;
import raftbook.raft.RaftLog;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.ReadRule;
import raftbook.raft.Rules;
import raftbook.raft.TermState;

/** Every rule, broken once: a campaign finds the world in which it matters, and names what it protects. */
class BrokenRulesTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void aCampaignFindsIt(String name, Rules rules, List<Invariant> protects) {
        Campaign.Report report = Campaign.of(rules, 4000).run();
        assertThat(report.failure()).as("%s: %s", name, report).isPresent();
        assertThat(report.failure().orElseThrow().violation().invariant())
                .as("%s: %s", name, report)
                .isIn(protects);
    }

    static Stream<Arguments> broken() {
        return Stream.of(elections(), logs(), commitsAndReads()).flatMap(s -> s);
    }

    private static Arguments breaks(String name, Rules rules, Invariant... protects) {
        return Arguments.of(name, rules, List.of(protects));
    }

    private static Stream<Arguments> elections() {
        return Stream.of(
                breaks(
                        "votes for everybody",
                        elections(new ElectionRules() {
                            @Override
                            public boolean grantsVote(TermState state, RequestVote request, boolean upToDate) {
                                return upToDate;
                            }
                        }),
                        ONE_VOTE,
                        ELECTION_SAFETY),
                breaks(
                        "takes longer for more up to date",
                        elections(new ElectionRules() {
                            @Override
                            public boolean isUpToDate(long candidateTerm, long candidateIndex, long term, long index) {
                                return candidateIndex >= index;
                            }
                        }),
                        LEADER_COMPLETENESS),
                breaks(
                        "votes for any log",
                        elections(new ElectionRules() {
                            @Override
                            public boolean isUpToDate(long candidateTerm, long candidateIndex, long term, long index) {
                                return true;
                            }
                        }),
                        LEADER_COMPLETENESS),
                breaks(
                        "leads with one vote",
                        elections(new ElectionRules() {
                            @Override
                            public boolean wins(int votes, Quorum quorum) {
                                return votes >= 1;
                            }
                        }),
                        ELECTION_SAFETY),
                breaks(
                        "obeys leaders of the past",
                        elections(new ElectionRules() {
                            @Override
                            public boolean isStale(long messageTerm, long currentTerm) {
                                return false;
                            }
                        }),
                        ELECTION_SAFETY,
                        LEADER_APPEND_ONLY,
                        LEADER_COMPLETENESS,
                        MAJORITY),
                breaks(
                        "never adopts a higher term",
                        elections(new ElectionRules() {
                            @Override
                            public boolean adoptsTerm(long messageTerm, long currentTerm) {
                                return false;
                            }
                        }),
                        PROGRESS));
    }

    private static Rules elections(ElectionRules rules) {
        return Rules.PAPER.with(rules);
    }

    private static Stream<Arguments> logs() {
        return Stream.of(
                breaks(
                        "no consistency check",
                        logs(new LogRules() {
                            @Override
                            public boolean matches(RaftLog log, long prevLogIndex, long prevLogTerm) {
                                return true;
                            }
                        }),
                        LOG_MATCHING,
                        MAJORITY,
                        STATE_MACHINE_SAFETY),
                breaks(
                        "compares indexes, not terms",
                        logs(new LogRules() {
                            @Override
                            public boolean matches(RaftLog log, long prevLogIndex, long prevLogTerm) {
                                return prevLogIndex <= log.getLastIndex();
                            }
                        }),
                        LOG_MATCHING,
                        STATE_MACHINE_SAFETY),
                breaks(
                        "always truncates",
                        logs(new LogRules() {
                            @Override
                            public boolean conflicts(RaftLog log, long index, long leadersTerm) {
                                return index <= log.getLastIndex();
                            }
                        }),
                        MAJORITY,
                        LEADER_COMPLETENESS),
                breaks(
                        "never truncates",
                        logs(new LogRules() {
                            @Override
                            public boolean conflicts(RaftLog log, long index, long leadersTerm) {
                                return false;
                            }
                        }),
                        LOG_MATCHING,
                        STATE_MACHINE_SAFETY),
                breaks(
                        "skips an entry when sending",
                        logs(new LogRules() {
                            @Override
                            public long firstToSend(long nextIndex) {
                                return nextIndex + 1;
                            }
                        }),
                        PROGRESS));
    }

    private static Rules logs(LogRules rules) {
        return Rules.PAPER.with(rules);
    }

    private static Stream<Arguments> commitsAndReads() {
        return Stream.of(
                breaks("commits locally", Rules.LOCAL, MAJORITY),
                breaks(
                        "commits old terms by counting (Figure 8)",
                        Rules.PAPER.with(new CommitRule() {
                            @Override
                            public boolean mayCommit(long entryTerm, long currentTerm) {
                                return true;
                            }
                        }),
                        LEADER_COMPLETENESS,
                        STATE_MACHINE_SAFETY,
                        MAJORITY),
                breaks(
                        "commits beyond the last new entry",
                        Rules.PAPER.with(new CommitRule() {
                            @Override
                            public long followerCommit(long leaderCommit, long lastNewIndex) {
                                return leaderCommit;
                            }
                        }),
                        STATE_MACHINE_SAFETY),
                breaks(
                        "answers reads without asking anybody",
                        Rules.PAPER.with(new ReadRule() {
                            @Override
                            public boolean isConfirmed(Quorum quorum, long since, long... answered) {
                                return true;
                            }
                        }),
                        LINEARIZABILITY),
                breaks(
                        "answers reads before its term's first commit",
                        Rules.PAPER.with(new ReadRule() {
                            @Override
                            public long readIndex(long commitIndex, long firstIndexOfTerm) {
                                return commitIndex;
                            }
                        }),
                        LINEARIZABILITY));
    }
}
