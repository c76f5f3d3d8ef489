package raftbook.book.exam;

import java.util.List;

/**
 * A question with a key on which both computations agree.
 *
 * @param key the letter of the right choice, or what is to be written down
 */
record Question(
        Kind kind,
        Difficulty difficulty,
        String ask,
        List<Exhibit> exhibits,
        List<String> choices,
        String key,
        String reason,
        String source) {

    /** @throws IllegalStateException if the library and the check disagree, or the answer is not one of the choices */
    static Question of(Kind kind, Difficulty difficulty, Puzzle puzzle) {
        String answer = puzzle.byLibrary();
        String check = puzzle.byCheck();
        if (!answer.equals(check)) {
            throw new IllegalStateException("no key for '" + kind.title() + "': the library says '" + answer
                    + "', the independent check '" + check + "'; the case: " + puzzle.source());
        }
        List<String> choices = List.copyOf(puzzle.choices());
        if (!choices.isEmpty()
                && (choices.size() < 3 || choices.stream().distinct().count() < choices.size())) {
            throw new IllegalStateException("choices " + choices + ": need three or more, all different");
        }
        int place = choices.indexOf(answer);
        if (!choices.isEmpty() && place < 0) {
            throw new IllegalStateException("the answer '" + answer + "' is none of the choices " + choices);
        }
        String key = choices.isEmpty() ? answer : letter(place);
        return new Question(
                kind, difficulty, puzzle.ask(), puzzle.exhibits(), choices, key, puzzle.reason(), puzzle.source());
    }

    /** The letter of a choice. */
    static String letter(int place) {
        return String.valueOf((char) ('A' + place));
    }

    /** The right answer in words. */
    String answer() {
        return choices.isEmpty() ? key : choices.get(key.charAt(0) - 'A');
    }
}
