package raftbook.book;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import raftbook.book.chapter.Layout;
import raftbook.book.chapter.Recorded;
import raftbook.book.kernel.KernelSpec;
import raftbook.book.notebook.WorkingCopy;

/** Starts the installed Jupyter on a learner's own copy of the notebooks, with the kernel of this checkout. */
public final class Jupyter {
    private static final List<String> FRONT_ENDS = List.of("lab", "notebook");

    private Jupyter() {}

    /**
     * Takes {@code --spec=}, the folder for the kernelspec; {@code --library=}, the class path of the cells; {@code
     * --notebooks=}, the committed ones; {@code --folder=}, the copy; {@code --take=}, which of them to copy anew; and {@code
     * --jupyter=}, what else Jupyter is to be told, with blanks between. {@code --write-only} there starts nothing, and
     * copies nothing.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> given = new LinkedHashMap<>();
        for (String argument : args) {
            int equals = argument.indexOf('=');
            given.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        Path folder = Path.of(given.get("--spec")).toAbsolutePath().normalize();
        Path spec = KernelSpec.write(folder, Launch.classPath(), library(given.get("--library")));
        System.out.println("The kernel of this checkout: " + spec);
        List<String> rest = Stream.of(given.get("--jupyter").split(" "))
                .filter(each -> !each.isEmpty())
                .toList();
        if (rest.contains("--write-only")) return;
        try {
            Path copies = Path.of(given.get("--folder"));
            WorkingCopy.prepare(Path.of(given.get("--notebooks")), copies, given.get("--take"))
                    .forEach(System.out::println);
            System.exit(start(folder, rest, copies));
        } catch (IllegalArgumentException refused) {
            System.err.println(refused.getMessage());
            System.exit(2);
        }
    }

    /** With what {@code mvn -Pratis} has made, if it has: cells of one chapter need it. */
    private static String library(String own) {
        return Stream.concat(
                        Stream.of(own),
                        Recorded.classPath(new Layout(Path.of(""))).stream().map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int start(Path spec, List<String> arguments, Path notebooks)
            throws IOException, InterruptedException {
        Optional<String> frontEnd = installed();
        if (frontEnd.isEmpty()) {
            System.err.println(missing());
            return 1;
        }
        List<String> command = Stream.of(
                        Stream.of("jupyter", frontEnd.get()), arguments.stream(), Stream.of(notebooks.toString()))
                .flatMap(each -> each)
                .toList();
        ProcessBuilder jupyter = new ProcessBuilder(command);
        jupyter.environment().merge("JUPYTER_PATH", spec.toString(), (old, own) -> own + File.pathSeparator + old);
        return Child.run(jupyter);
    }

    static String missing() {
        return "No Jupyter was found on the PATH. It comes with the package jupyter-notebook on Debian and Ubuntu"
                + " (apt-get install jupyter-notebook), and with notebook elsewhere (pip install notebook)."
                + " The book needs none: its own pages run the same cells.";
    }

    /** The first front end whose command is on the PATH. */
    private static Optional<String> installed() {
        List<Path> folders = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return FRONT_ENDS.stream()
                .filter(each ->
                        folders.stream().anyMatch(folder -> Files.isExecutable(folder.resolve("jupyter-" + each))))
                .findFirst();
    }
}
