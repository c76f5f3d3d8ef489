package raftbook.book.kernel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
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
import raftbook.book.notebook.Notebooks;

/** Makes the kernel of this checkout known to Jupyter, without installing anything outside of target. */
public final class KernelSpec {

    /** The kernel's name in the notebooks' metadata, so that Jupyter finds it without asking. */
    public static final String NAME = Notebooks.KERNEL;

    private static final List<String> FRONT_ENDS = List.of("lab", "notebook");

    private KernelSpec() {}

    /**
     * Writes the kernelspec, and starts the installed Jupyter on it.
     *
     * @param arguments the folder to write to, the class path of the cells, and what else Jupyter is to be told, with
     *     blanks between; {@code --write-only} there starts nothing
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 3) {
            System.err.println("usage: KernelSpec <folder> <class path of the cells> <arguments for Jupyter>");
            System.exit(2);
        }
        Path folder = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path spec = write(folder, arguments[1]);
        System.out.println("The kernel of this checkout: " + spec);
        List<String> rest = Stream.of(arguments[2].split(" "))
                .filter(each -> !each.isEmpty())
                .toList();
        if (!rest.contains("--write-only")) {
            System.exit(start(folder, rest));
        }
    }

    /** Writes {@code kernels/java/kernel.json} below this folder, and returns it. */
    static Path write(Path folder, String cellClassPath) throws IOException {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("argv", command(cellClassPath));
        spec.put("display_name", "Java (raftbook)");
        spec.put("language", "java");
        spec.put("interrupt_mode", "message");
        Path file = folder.resolve("kernels").resolve(NAME).resolve("kernel.json");
        Files.createDirectories(file.getParent());
        Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
        return Files.writeString(file, gson.toJson(spec) + "\n");
    }

    private static List<String> command(String cellClassPath) {
        String java = ProcessHandle.current()
                .info()
                .command()
                .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Snippets are compiled once and run once: the first compiler of the JVM is quicker to answer than the second.
        return List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                KernelMain.class.getName(),
                "{connection_file}",
                absolute(cellClassPath));
    }

    /** Jupyter starts a kernel in the notebook's folder, where relative entries would mean nothing. */
    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int start(Path folder, List<String> arguments) throws IOException, InterruptedException {
        Optional<String> frontEnd = installed();
        if (frontEnd.isEmpty()) {
            System.err.println(missing());
            return 1;
        }
        List<String> command = Stream.concat(Stream.of("jupyter", frontEnd.get()), arguments.stream())
                .toList();
        ProcessBuilder jupyter = new ProcessBuilder(command).inheritIO();
        jupyter.environment().merge("JUPYTER_PATH", folder.toString(), (old, own) -> own + File.pathSeparator + old);
        return jupyter.start().waitFor();
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
