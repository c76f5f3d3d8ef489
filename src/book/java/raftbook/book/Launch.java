package raftbook.book;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts a program in a JVM of its own, from within Maven's, and ends as the program ends. When exec:exec does that, Maven puts
 * 26 lines of its own below the last words of a program that refuses an argument or is interrupted; here the status says
 * that it failed, and nobody says more.
 */
public final class Launch {
    private Launch() {}

    /** Takes options of the JVM, the main class, and its arguments. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> options =
                Stream.of(args).takeWhile(argument -> argument.startsWith("-")).toList();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-classpath", classPath()));
        command.addAll(List.of(args).subList(options.size(), args.length));
        int status = Child.run(new ProcessBuilder(command));
        if (status != 0) System.exit(status);
    }

    /** The class path that this class came from, within Maven too, where the system property tells of Maven's alone. */
    static String classPath() {
        if (Launch.class.getClassLoader() instanceof URLClassLoader loader) {
            return Stream.of(loader.getURLs()).map(Launch::file).collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static String file(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException failed) {
            throw new IllegalStateException(url + " on the class path is no file", failed);
        }
    }
}
