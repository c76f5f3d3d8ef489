package raftbook.book.chapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.util.List;
import java.util.logging.Logger;
import java.util.zip.ZipEntry;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.jruby.AsciidoctorJRuby;

/** Starts when the first chapter is parsed: a build in which none has changed does without. */
final class SharedAsciidoctor {
    /** Held here, as loggers are forgotten with their settings when nobody holds them. */
    static final Logger LOGGER = Logger.getLogger("asciidoctor");

    static final Asciidoctor RUNTIME = start();

    private SharedAsciidoctor() {}

    private static Asciidoctor start() {
        LOGGER.setUseParentHandlers(false); // what it has to say becomes problems, with the chapter's name
        return AsciidoctorJRuby.Factory.create(List.of("uri:classloader:/" + folder()));
    }

    /** Where its Ruby code is: a runtime that is told needs no RubyGems to find it, which takes a third of the time to start. */
    private static String folder() {
        try {
            JarURLConnection gems = (JarURLConnection)
                    AsciidoctorJRuby.class.getResource("/gems/").openConnection();
            return gems.getJarFile().stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.matches("gems/asciidoctor-[^/]+/lib/"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No gem of Asciidoctor is in " + gems.getURL()));
        } catch (IOException failed) {
            throw new UncheckedIOException("The jar that holds Asciidoctor cannot be read", failed);
        }
    }
}
