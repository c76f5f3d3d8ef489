package raftbook.book.exam;

import raftbook.raft.Rules;

/** The kinds of question there are. */
enum Kind {
    LOGS("Could these logs exist?", 7) {
        @Override
        Puzzle draw(Difficulty difficulty, Rules rules, Chance chance) {
            return LogsPuzzle.draw(difficulty, chance);
        }
    },
    ELECTED("Who can be elected?", 5) {
        @Override
        Puzzle draw(Difficulty difficulty, Rules rules, Chance chance) {
            return ElectedPuzzle.draw(difficulty, rules, chance);
        }
    },
    FATE("What becomes of this entry?", 10) {
        @Override
        Puzzle draw(Difficulty difficulty, Rules rules, Chance chance) {
            return FatePuzzle.draw(difficulty, rules, chance);
        }
    },
    RULE("Which rule is broken?", 16) {
        @Override
        Puzzle draw(Difficulty difficulty, Rules rules, Chance chance) {
            return RulePuzzle.draw(difficulty, chance);
        }
    },
    REPLY("What does it answer?", 7) {
        @Override
        Puzzle draw(Difficulty difficulty, Rules rules, Chance chance) {
            return ReplyPuzzle.draw(difficulty, rules, chance);
        }
    },
    HISTORY("Is this history linearizable?", 12) {
        @Override
        Puzzle draw(Difficulty difficulty, Rules rules, Chance chance) {
            return HistoryPuzzle.draw(difficulty, chance);
        }
    };

    private final String title;
    private final int chapter;

    Kind(String title, int chapter) {
        this.title = title;
        this.chapter = chapter;
    }

    /** Draws a case from runs in which servers follow the paper, and lets servers that follow these rules find the answer. */
    abstract Puzzle draw(Difficulty difficulty, Rules rules, Chance chance);

    /** A question of this kind. */
    Question question(Difficulty difficulty, Chance chance) {
        return Question.of(this, difficulty, draw(difficulty, Rules.PAPER, chance));
    }

    /** As a heading. */
    String title() {
        return title;
    }

    /** The chapter that teaches it. */
    int chapter() {
        return chapter;
    }
}
