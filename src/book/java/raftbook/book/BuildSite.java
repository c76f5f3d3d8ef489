package raftbook.book;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import raftbook.book.source.Problem;

/** Builds the book: pages to {@code target/site}, and on request the notebooks. */
public final class BuildSite {
    private BuildSite() {}

    /**
     * Options: {@code --pages}, pages and nothing else; {@code --notebooks} refreshes the committed notebooks; {@code --instructor} writes pages and notebooks
     * with solutions below {@code target/instructor} instead; {@code --only 06} writes pages after having run the cells of
     * chapters whose name begins so, while others may be without results. Ends with status 1 if the book is not true.
     */
    public static void main(String[] args) {
        List<String> options = List.of(args);
        Path root = Path.of("");
        Consumer<String> progress = line -> System.out.println("  " + line);
        int only = options.indexOf("--only");
        if (only >= 0 && (options.size() != 2 || only != 0)) {
            throw new IllegalArgumentException("--only wants the beginning of a chapter's name, and nothing else");
        }
        Book book = only < 0
                ? Book.run(root, Book.Results.REMEMBERED, progress)
                : Book.runOnly(root, options.get(1), progress);
        if (only >= 0 && book.chapters().stream().noneMatch(each -> each.name().startsWith(options.get(1)))) {
            throw new IllegalArgumentException("--only " + options.get(1) + ": no chapter's name begins so");
        }
        Path site = root.resolve("target/site");
        if (options.contains("--instructor")) {
            site = root.resolve("target/instructor/site");
            book.writeNotebooks(root.resolve("target/instructor/notebooks"), true);
            book.writeSite(site, true);
        } else {
            book.writeSite(site, false);
        }
        List<Problem> problems = book.problems();
        problems.forEach(problem -> System.err.println(problem));
        if (options.contains("--notebooks") && problems.isEmpty()) {
            book.writeNotebooks(root.resolve("notebooks"), false);
        }
        System.out.println("The book is at " + site.resolve("index.html").toAbsolutePath());
        // Threads that cells have left behind must not keep the build waiting.
        System.exit(problems.isEmpty() ? 0 : 1);
    }
}
