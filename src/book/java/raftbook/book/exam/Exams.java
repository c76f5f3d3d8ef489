package raftbook.book.exam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;

/**
 * Writes exams: below {@code students} a folder for each paper, which may be handed out as it is, and below {@code grader} the
 * keys, and the questions for Moodle, which hold the keys as well.
 */
public final class Exams {

    private Exams() {}

    /** Options: see {@link Order#of}. Ends with status 2 if one is wrong. */
    public static void main(String[] args) {
        Order order;
        try {
            order = Order.of(List.of(args));
        } catch (IllegalArgumentException refused) {
            System.err.println(refused.getMessage());
            System.exit(2);
            return;
        }
        List<Path> written = write(order);
        print(written);
        if (order.secret().isEmpty()) {
            System.out.println("There was no -Dsecret: whoever knows the seed can make these exams, with their keys.");
        }
        System.out.println("Papers are in " + order.out().resolve("students").toAbsolutePath() + ", keys in "
                + order.out().resolve("grader").toAbsolutePath());
    }

    /** Writes AsciiDoc, figures and Moodle's XML; returns the documents that can be printed. */
    static List<Path> write(Order order) {
        List<Paper> papers = new ArrayList<>();
        List<Path> documents = new ArrayList<>();
        for (int i = 0; i < order.names().size(); i++) {
            Paper paper = Paper.of(order.seed(), order.secret(), order.names().get(i), order.questions());
            papers.add(paper);
            documents.add(
                    write(paper, order.named(), order.out().resolve("students").resolve(order.fileName(i))));
        }
        Path grader = order.out().resolve("grader");
        documents.add(write(grader.resolve("keys.adoc"), ExamText.keys(order, papers)));
        write(grader.resolve("moodle.xml"), Moodle.xml(papers));
        return documents;
    }

    private static Path write(Paper paper, boolean named, Path folder) {
        for (int i = 0; i < paper.questions().size(); i++) {
            List<Exhibit> exhibits = paper.questions().get(i).exhibits();
            for (int e = 0; e < exhibits.size(); e++) {
                if (exhibits.get(e) instanceof Exhibit.Picture picture) {
                    write(folder.resolve("figures").resolve(ExamText.figure(i, e)), picture.svg());
                }
            }
        }
        return write(folder.resolve("exam.adoc"), ExamText.paper(paper, named, "figures"));
    }

    private static Path write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content);
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be written", failed);
        }
    }

    private static void print(List<Path> documents) {
        try (Asciidoctor asciidoctor = Asciidoctor.Factory.create()) {
            for (Path document : documents) {
                asciidoctor.convertFile(
                        document.toFile(),
                        Options.builder().backend("pdf").safe(SafeMode.UNSAFE).build());
            }
        }
    }
}
