package raftbook.book.chapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Short names for texts: equal names mean equal texts. */
public final class Digest {
    private static final Pattern TEST = Pattern.compile("\\w+Test(\\$.*)?\\.class");

    private Digest() {}

    /** Changes with the book's machinery and with the JDK: results of other machinery are not trusted. */
    public static String machinery() {
        return Machinery.DIGEST;
    }

    private static final class Machinery {
        static final String DIGEST = read();

        private static String read() {
            Path book = folderOf(Digest.class).resolve("raftbook/book");
            StringBuilder text = new StringBuilder(Runtime.version().toString());
            for (String part : new String[] {"chapter", "eval", "source"}) text.append(content(book.resolve(part)));
            return of(text.toString());
        }
    }

    /** The folder of classes that a class of ours comes from. */
    public static Path folderOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException failed) {
            throw new IllegalStateException(type + " does not come from a folder of classes", failed);
        }
    }

    /** All files below a folder but tests, which may lie among the classes, one after the other, a character for each byte. */
    public static String content(Path folder) {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !TEST.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList()) {
                text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(folder + " cannot be read", failed);
        }
        return text.toString();
    }

    public static String of(String... texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException failed) {
            throw new IllegalStateException("Every JDK has SHA-256", failed);
        }
    }
}
