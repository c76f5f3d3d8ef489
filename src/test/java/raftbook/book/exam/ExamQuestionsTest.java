package raftbook.book.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import raftbook.check.BrokenRule;
import raftbook.cluster.Seeds;
import raftbook.raft.Rules;

/** Questions of exams: their keys, computed twice. */
class ExamQuestionsTest {

    private static final int OF_EACH = 28;

    /** 504 questions: each could not be made if the library and the check disagreed. */
    @TestFactory
    List<DynamicTest> theTwoComputationsAgreeAndNoLetterIsTheKeyTooOften() {
        long seed = Seeds.fresh();
        System.out.println("ExamQuestionsTest: seed " + seed);
        List<DynamicTest> tests = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            tests.add(DynamicTest.dynamicTest(kind + ", seed " + seed, () -> {
                List<Question> questions = new ArrayList<>();
                for (Difficulty difficulty : Difficulty.values()) {
                    for (int i = 0; i < OF_EACH; i++) questions.add(kind.question(difficulty, new Chance(seed, i)));
                }
                Map<String, Long> keys =
                        questions.stream().collect(Collectors.groupingBy(Question::key, Collectors.counting()));
                assertThat(keys.keySet()).contains("A", "B", "C", "D");
                assertThat(keys.values()).allMatch(count -> count <= questions.size() / 2);
                assertThat(questions).allMatch(each -> !each.reason().isBlank());
                assertThat(questions.stream().map(Question::answer).distinct().count())
                        .isGreaterThan(1);
            }));
        }
        return tests;
    }

    /** The other choices, each as a key that somebody has mistaken. */
    @TestFactory
    List<DynamicTest> aWrongKeyIsFoundByTheCheck() {
        return List.of(Kind.values()).stream()
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> {
                    Puzzle puzzle = kind.draw(Difficulty.MEDIUM, Rules.PAPER, new Chance(7, 7));
                    Question right = Question.of(kind, Difficulty.MEDIUM, puzzle);
                    for (String choice : puzzle.choices()) {
                        if (choice.equals(right.answer())) continue;
                        assertThatThrownBy(() -> Question.of(kind, Difficulty.MEDIUM, new Mistaken(puzzle, choice)))
                                .hasMessageContaining(choice)
                                .hasMessageContaining(right.answer());
                    }
                }))
                .toList();
    }

    /** A library that is wrong in the way of a learner is found out: its keys are not those of the check. */
    @TestFactory
    List<DynamicTest> aLibraryWithABrokenRuleDoesNotAgree() {
        return List.of(
                disagree(Kind.ELECTED, BrokenRule.PREFERS_LENGTH),
                disagree(Kind.ELECTED, BrokenRule.VOTES_FOR_ANY_LOG),
                disagree(Kind.ELECTED, BrokenRule.WINS_ALONE),
                disagree(Kind.FATE, BrokenRule.COUNTS_OLD_TERMS),
                disagree(Kind.FATE, BrokenRule.COMMITS_ALONE),
                disagree(Kind.REPLY, BrokenRule.ALWAYS_TRUNCATES),
                disagree(Kind.REPLY, BrokenRule.NEVER_TRUNCATES),
                disagree(Kind.REPLY, BrokenRule.CHECKS_LENGTH),
                disagree(Kind.REPLY, BrokenRule.KEEPS_ITS_TERM),
                disagree(Kind.REPLY, BrokenRule.OBEYS_THE_PAST),
                disagree(Kind.REPLY, BrokenRule.VOTES_TWICE));
    }

    private static DynamicTest disagree(Kind kind, BrokenRule rule) {
        return DynamicTest.dynamicTest(kind + " with " + rule, () -> {
            boolean found = IntStream.range(0, 400).anyMatch(i -> {
                Puzzle puzzle = kind.draw(Difficulty.MEDIUM, rule.rules(), new Chance(i, 3));
                return !puzzle.byLibrary().equals(puzzle.byCheck());
            });
            assertThat(found).isTrue();
        });
    }

    @Test
    void theSearchForAHistoryKnowsTheFamousCases() {
        assertThat(canExist("1 1 2 2", "1 1 3", "1 1")).isTrue();
        assertThat(canExist("1 1 3 3", "1 2 3 3", "1"))
                .as("two pasts of one entry")
                .isFalse();
        assertThat(canExist("1 3 2", "1", "1")).as("terms that fall").isFalse();
        assertThat(canExist("2", "1 1 1", "")).isTrue();
        assertThat(canExist("1 2", "1 3", "1")).isTrue();
        assertThat(canExist("1 2", "1 3", "1 4"))
                .as("nobody is left who votes in term 4")
                .isFalse();
        assertThat(canExist("1 2 2", "1 2 2", "1 3"))
                .as("term 2 on a majority before term 3 without it")
                .isTrue();
        assertThat(canExist("3", "1 1", "2 2"))
                .as("a leader with an empty log, voted for by nobody else")
                .isFalse();
    }

    private static boolean canExist(String... logs) {
        return LogHistories.canExist(
                List.of(logs).stream().map(ExamQuestionsTest::log).toList(), 4);
    }

    private static List<LogHistories.Entry> log(String terms) {
        if (terms.isEmpty()) return List.of();
        return List.of(terms.split(" ")).stream()
                .map(term -> new LogHistories.Entry(Integer.parseInt(term), "x"))
                .toList();
    }

    @Test
    void aQuestionWhoseAnswerIsNoChoiceIsRefused() {
        Puzzle puzzle = Kind.REPLY.draw(Difficulty.EASY, Rules.PAPER, new Chance(1, 1));
        Puzzle without = new Mistaken(puzzle, puzzle.byLibrary()) {
            @Override
            public List<String> choices() {
                return List.of("this", "that", "neither");
            }
        };
        assertThatThrownBy(() -> Question.of(Kind.REPLY, Difficulty.EASY, without))
                .hasMessageContaining("is none of the choices");
    }

    /** A puzzle whose author has mistaken the key. */
    private static class Mistaken implements Puzzle {
        private final Puzzle puzzle;
        private final String key;

        Mistaken(Puzzle puzzle, String key) {
            this.puzzle = puzzle;
            this.key = key;
        }

        @Override
        public String ask() {
            return puzzle.ask();
        }

        @Override
        public List<Exhibit> exhibits() {
            return puzzle.exhibits();
        }

        @Override
        public List<String> choices() {
            return puzzle.choices();
        }

        @Override
        public String byLibrary() {
            return key;
        }

        @Override
        public String byCheck() {
            return puzzle.byCheck();
        }

        @Override
        public String reason() {
            return puzzle.reason();
        }

        @Override
        public String source() {
            return puzzle.source();
        }
    }
}
