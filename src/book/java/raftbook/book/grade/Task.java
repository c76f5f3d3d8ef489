package raftbook.book.grade;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * An exercise as this edition of the book has it.
 *
 * @param starterCell the id of the notebook's cell that a learner completes
 * @param starterWords what the check says of the starter as it stands
 * @param before the chapter's cells before it, by which a slice is made for an answer
 * @param slice which of them starter, solution and check need
 * @param milliseconds of processor time that the check took for the solution
 * @param declares what an answer may declare although the check uses it, since the starter or the solution declares it
 */
record Task(
        String chapter,
        String label,
        String id,
        String title,
        String starterCell,
        String starter,
        String solution,
        String check,
        String starterWords,
        List<String> before,
        Set<Integer> slice,
        long milliseconds,
        List<Names.Declared> declares,
        List<Path> classPath) {
    Task {
        before = List.copyOf(before);
        slice = Set.copyOf(slice);
        declares = List.copyOf(declares);
        classPath = List.copyOf(classPath);
    }

    /** Unique in the book. */
    String name() {
        return chapter + "/" + id;
    }
}
