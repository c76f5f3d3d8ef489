package raftbook.book.chapter;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Short names for texts: equal names mean equal texts. */
public final class Digest {
    private Digest() {}

    /** Changes with the book's machinery and with the JDK: results of other machinery are not trusted. */
    public static String machinery() {
        return Machinery.DIGEST;
    }

    private static final class Machinery {
        static final String DIGEST = read();

        private static String read() {
            try {
                Path classes = Path.of(Digest.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
                StringBuilder text = new StringBuilder(Runtime.version().toString());
                for (String part : new String[] {"chapter", "eval", "source"}) {
                    try (Stream<Path> files =
                            Files.walk(classes.resolve("raftbook/book").resolve(part))) {
                        for (Path file :
                                files.filter(Files::isRegularFile).sorted().toList()) {
                            text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                        }
                    }
                }
                return of(text.toString());
            } catch (IOException | URISyntaxException failed) {
                throw new IllegalStateException("The book's machinery runs from a folder of classes", failed);
            }
        }
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
