package raftbook.book;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import raftbook.book.chapter.Layout;
import raftbook.book.chapter.Wish;
import raftbook.book.script.WorldScript;
import raftbook.book.source.Problem;

/** Builds the book: pages to {@code target/site}, and on request the notebooks. */
public final class BuildSite {
    private static final List<String> OPTIONS = List.of("--pages", "--notebooks", "--instructor");
    private static final String ONLY = "--only";

    private BuildSite() {}

    /**
     * Options: {@code --pages}, pages and nothing else; {@code --notebooks} runs the cells and refreshes the committed notebooks and runs; {@code --instructor} writes pages and notebooks
     * with solutions below {@code target/instructor} instead; {@code --only 06} writes pages after having run the cells of
     * chapters whose name begins so, while others may be without results. Ends with status 1 if the book is not true, and
     * with 2 if it does not know what is wanted.
     */
    public static void main(String[] args) {
        try {
            // Threads that cells have left behind must not keep the build waiting.
            System.exit(build(Path.of(""), List.of(args)) ? 0 : 1);
        } catch (IllegalArgumentException refused) {
            System.err.println(refused.getMessage());
            System.exit(2);
        }
    }

    private static boolean build(Path root, List<String> options) {
        CompletableFuture<Path> script = WorldScript.start(new Layout(root), BuildSite::say);
        Book book = run(root, options);
        Path site = root.resolve("target/site");
        if (options.contains("--instructor")) {
            site = root.resolve("target/instructor/site");
            book.writeNotebooks(root.resolve("target/instructor/notebooks"), true)
                    .forEach(System.out::println);
            book.writeSite(site, true);
        } else {
            book.writeSite(site, false);
        }
        boolean whole = install(script, site);
        List<Problem> problems = book.problems();
        if (options.contains("--notebooks") && problems.isEmpty()) {
            book.writeNotebooks(root.resolve("notebooks"), false).forEach(System.out::println);
            book.writeRuns();
        }
        System.out.println("The book is at " + site.resolve("index.html").toAbsolutePath());
        if (problems.isEmpty()) return whole;
        problems.forEach(problem -> System.err.println(problem));
        System.err.println("The book is not true: problems, listed above: " + problems.size()
                + (options.contains("--notebooks") ? "; the notebooks are as they were" : ""));
        return false;
    }

    private static boolean install(CompletableFuture<Path> script, Path site) {
        try {
            WorldScript.install(script.join(), site);
            return true;
        } catch (CompletionException failed) {
            System.err.println(failed.getCause().getMessage());
            return false;
        }
    }

    private static void say(String line) {
        System.out.println("  " + line);
    }

    /** Notebooks are made of what cells do; pages may show what they did when the notebooks were made. */
    private static Wish.Results results(List<String> options) {
        return options.contains("--notebooks") ? Wish.Results.REMEMBERED : Wish.Results.COMMITTED;
    }

    /** What has been asked for, or IllegalArgumentException, which says what can be. */
    private static Book run(Path root, List<String> options) {
        Consumer<String> progress = BuildSite::say;
        if (options.size() == 2 && options.get(0).equals(ONLY)) {
            Book book = Book.runOnly(root, options.get(1), progress);
            if (book.chapters().stream().noneMatch(each -> each.name().startsWith(options.get(1)))) {
                throw new IllegalArgumentException(
                        ONLY + " " + options.get(1) + ": no chapter's name begins so; see docs/chapters");
            }
            return book;
        }
        if (!OPTIONS.containsAll(options)) {
            throw new IllegalArgumentException("options " + options + ": there are " + OPTIONS + ", or " + ONLY
                    + " with a chapter's number alone");
        }
        return options.contains("--instructor")
                ? Book.runToTeach(root, Wish.Results.REMEMBERED, progress)
                : Book.run(root, results(options), progress);
    }
}
