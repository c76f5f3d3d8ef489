package raftbook.book;

import java.nio.file.Path;
import java.util.List;
import raftbook.book.chapter.Wish;
import raftbook.book.slides.RevealJs;
import raftbook.book.source.Problem;

/** Builds the chapters' slides, to {@code target/slides}. */
public final class BuildSlides {
    private static final String REVEAL = "--reveal=";

    private BuildSlides() {}

    /**
     * Takes {@code --reveal=}, the folder of an unpacked reveal.js; an empty one has it fetched. Ends with status 1 if the book is not true, and
     * with 2 if there is no reveal.js.
     */
    public static void main(String[] args) {
        try {
            // Threads that cells have left behind must not keep the build waiting.
            System.exit(build(Path.of(""), List.of(args)) ? 0 : 1);
        } catch (IllegalArgumentException | IllegalStateException refused) {
            System.err.println(refused.getMessage());
            System.exit(2);
        }
    }

    private static boolean build(Path root, List<String> options) {
        String release = options.stream()
                .filter(option -> option.startsWith(REVEAL))
                .map(option -> option.substring(REVEAL.length()).strip())
                .findFirst()
                .orElse("");
        RevealJs reveal = release.isEmpty() ? RevealJs.fetch(root) : RevealJs.at(Path.of(release));
        Book book = Book.run(root, Wish.Results.COMMITTED, line -> System.out.println("  " + line));
        Path folder = root.resolve("target/slides");
        int decks = book.writeSlides(folder, reveal);
        System.out.println("Slides of " + decks + " chapters are at "
                + folder.resolve("index.html").toAbsolutePath());
        List<Problem> problems = book.problems();
        problems.forEach(problem -> System.err.println(problem));
        return problems.isEmpty();
    }
}
