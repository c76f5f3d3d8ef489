package raftbook.book.chapter;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import raftbook.book.chapter.CellResult.Kind;
import raftbook.book.chapter.CellResult.Output;

/** Holds the answer that a chapter marks as right against what the question's key cell says. */
final class Key {
    private Key() {}

    /** How the run contradicts the marked answer; empty if it confirms it. */
    static Optional<String> refutes(Question question, CellResult key) {
        String given = given(key);
        return switch (question.kind()) {
            case CHOICE -> choice(question, given);
            case SHORT -> typed(question, given);
            case PRINTS -> printed(question, key.transcript().strip());
        };
    }

    /** Its value; without one, what it prints. */
    private static String given(CellResult key) {
        return key.outputs().stream()
                .filter(output -> output.kind() == Kind.VALUE)
                .map(Output::text)
                .reduce((before, last) -> last)
                .orElseGet(key::transcript)
                .strip();
    }

    private static Optional<String> choice(Question question, String given) {
        List<Question.Choice> choices = question.choices();
        String marked = choices.stream()
                .map(choice -> String.valueOf(choice.right()))
                .collect(Collectors.joining(", ", "[", "]"));
        Optional<Question.Choice> right =
                choices.stream().filter(Question.Choice::right).findFirst();
        if (given.equals(marked) || right.filter(it -> it.text().equals(given)).isPresent()) return Optional.empty();
        if (given.matches("\\[(true|false)(, (true|false))*]")) {
            return Optional.of("the key's run says " + given + ", and the choices are marked " + marked
                    + ", in order: mark the one that is so, or make the others false");
        }
        return Optional.of("the key's run says \"" + given + "\", and the choice marked right is \""
                + right.map(Question.Choice::text).orElse("none")
                + "\"; a key is the text of the right choice, or a List<Boolean> with one for each choice");
    }

    private static Optional<String> typed(Question question, String given) {
        boolean known = question.answers().stream().map(Question::plain).anyMatch(Question.plain(given)::equals);
        return known
                ? Optional.empty()
                : Optional.of("the key's run says \"" + given + "\", and the answers marked right are "
                        + question.answers() + ": one of them must be what the run says");
    }

    private static Optional<String> printed(Question question, String printed) {
        if (printed.isEmpty()) return Optional.of("the key's run prints nothing that could be asked for");
        if (printed.contains("\n")) {
            return Optional.of("the key's run prints " + printed.lines().count()
                    + " lines, and a reader can type one: print one, or let the cell end in it");
        }
        boolean expected = question.expected().stream().map(Question::plain).anyMatch(Question.plain(printed)::equals);
        return expected
                ? Optional.of("the key's run prints \"" + printed + "\", which is listed among the wrong answers")
                : Optional.empty();
    }
}
