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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import raftbook.book.notebook.Notebooks;

/** Makes the kernel of this checkout known to Jupyter, without installing anything outside of target. */
public final class KernelSpec {

    /** The kernel's name in the notebooks' metadata, so that Jupyter finds it without asking. */
    public static final String NAME = Notebooks.KERNEL;

    private KernelSpec() {}

    /**
     * Writes {@code kernels/java/kernel.json} below this folder, and returns it.
     *
     * @param kernelClassPath the class path of the kernel itself
     * @param cellClassPath the class path of the cells
     */
    public static Path write(Path folder, String kernelClassPath, String cellClassPath) throws IOException {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("argv", command(kernelClassPath, cellClassPath));
        spec.put("display_name", "Java (raftbook)");
        spec.put("language", "java");
        spec.put("interrupt_mode", "message");
        Path file = folder.resolve("kernels").resolve(NAME).resolve("kernel.json");
        Files.createDirectories(file.getParent());
        Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
        return Files.writeString(file, gson.toJson(spec) + "\n");
    }

    private static List<String> command(String kernelClassPath, String cellClassPath) {
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
                absolute(kernelClassPath),
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
}
