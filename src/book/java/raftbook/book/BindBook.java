package raftbook.book;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.AttributesBuilder;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.log.Severity;
import raftbook.book.chapter.Wish;
import raftbook.book.source.Problem;

/** Makes the book to hold: {@code target/raft-live.pdf} or {@code .epub}. Its backends are on the class path of their profiles alone. */
public final class BindBook {
    private static final List<String> KINDS = List.of("pdf", "epub");
    private static final String RESOURCES = "uri:classloader:/raftbook/book/print";

    private BindBook() {}

    /** Takes {@code pdf} or {@code epub}. Ends with status 1 if the book is not true or the backend complains, with 2 if it is neither. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1 || !KINDS.contains(args[0])) {
            System.err.println("kind of book " + List.of(args) + ": there are " + KINDS);
            System.exit(2);
        }
        // Threads that cells have left behind must not keep the build waiting.
        System.exit(bind(Path.of(""), args[0]) ? 0 : 1);
    }

    private static boolean bind(Path root, String kind) throws IOException {
        Book book = Book.run(root, Wish.Results.COMMITTED, line -> System.out.println("  " + line));
        List<Problem> problems = book.problems();
        problems.forEach(System.err::println);
        Path text = book.writeBound(root.resolve("target/bound-" + kind), kind.equals("pdf"));
        Path result = root.resolve("target/raft-live." + kind).toAbsolutePath();
        boolean quiet = convert(text, kind, result);
        System.out.println("The book is at " + result);
        return quiet && problems.isEmpty();
    }

    private static boolean convert(Path text, String kind, Path result) throws IOException {
        boolean[] quiet = {true};
        try (Asciidoctor asciidoctor = Asciidoctor.Factory.create()) {
            asciidoctor.registerLogHandler(record -> {
                if (record.getSeverity().ordinal() < Severity.WARN.ordinal()) return;
                quiet[0] = false;
                System.err.println(record.getSeverity() + " " + record.getMessage());
            });
            if (kind.equals("pdf")) {
                try (InputStream looks = BindBook.class.getResourceAsStream("print/paper.rb")) {
                    asciidoctor.requireLibrary("asciidoctor-pdf");
                    asciidoctor.rubyExtensionRegistry().loadClass(looks);
                }
            }
            Files.deleteIfExists(result);
            asciidoctor.convertFile(
                    text.toFile(),
                    Options.builder()
                            .backend(kind.equals("pdf") ? "pdf" : "epub3")
                            .safe(SafeMode.UNSAFE)
                            .mkDirs(true)
                            .toFile(result.toFile())
                            .attributes(attributes(kind))
                            .build());
        }
        return quiet[0] && Files.exists(result);
    }

    private static Attributes attributes(String kind) {
        AttributesBuilder attributes =
                Attributes.builder().attribute("reproducible", "").attribute("lang", "en");
        if (kind.equals("pdf")) {
            attributes
                    .attribute("compress", "")
                    .attribute("toc-title", "Contents")
                    .attribute("pdf-theme", "paper")
                    .attribute("pdf-themesdir", RESOURCES)
                    .attribute("pdf-fontsdir", "uri:classloader:/net/sf/jasperreports/fonts/dejavu,GEM_FONTS_DIR");
        }
        return attributes.build();
    }
}
