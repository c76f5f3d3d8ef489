package raftbook.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import raftbook.book.site.FrontPage;

/** Writes what the first page begins with as a picture of its own, for the README. */
public final class FrontPicture {
    private FrontPicture() {}

    /** Writes it to the file that the first argument names. */
    public static void main(String[] args) throws IOException {
        if (args.length < 1) {
            System.err.println("no file to write to: name one, such as docs/images/front.svg");
            System.exit(2);
        }
        Path file = Path.of(args[0]);
        if (file.getParent() != null) Files.createDirectories(file.getParent());
        Files.writeString(file, FrontPage.picture());
        System.out.println("wrote " + file);
    }
}
