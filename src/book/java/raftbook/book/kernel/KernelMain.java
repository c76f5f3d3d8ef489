package raftbook.book.kernel;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import raftbook.book.eval.Evaluator;
import raftbook.book.eval.Sink;

/** What Jupyter starts: {@code KernelMain <connection file> <class path of the cells>}. */
public final class KernelMain {

    private KernelMain() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2 || !Files.isRegularFile(Path.of(arguments[0]))) {
            System.err.println("usage: KernelMain <connection file> <class path of the cells>;"
                    + " Jupyter gives both, from the kernel.json that KernelSpec writes");
            System.exit(2);
        }
        endWithParent();
        System.setIn(InputStream.nullInputStream());
        JupyterConnection connection = connect(Files.readString(Path.of(arguments[0])), classPath(arguments[1]));
        connection.waitUntilClose();
        // A thread that a cell has left behind must not keep the kernel.
        System.exit(0);
    }

    /** Opens the channels that the connection file names, and answers on them from threads of their own. */
    static JupyterConnection connect(String properties, List<Path> classPath) throws Exception {
        JupyterConnection connection = new JupyterConnection(KernelConnectionProperties.parse(properties));
        Evaluator evaluator = new Evaluator(classPath);
        warm(evaluator);
        RaftbookKernel kernel = new RaftbookKernel(evaluator, "0.1");
        kernel.becomeHandlerForConnection(connection);
        kernel.onStartup();
        connection.connect();
        return connection;
    }

    /** Loads what the first cell would wait for, while Jupyter still opens the notebook. */
    private static void warm(Evaluator evaluator) {
        Thread thread = new Thread(
                () -> evaluator.run(
                        "for (int i = 0; i < 1_000; i++) { System.out.println(\"warm \" + i); }", Sink.none()),
                "warming up");
        thread.setDaemon(true);
        thread.start();
    }

    private static List<Path> classPath(String joined) {
        return Arrays.stream(joined.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
    }

    /** A Jupyter that was killed cannot ask its kernels to end. It leaves its process id in the environment. */
    private static void endWithParent() throws IOException {
        Optional.ofNullable(System.getenv("JPY_PARENT_PID"))
                .filter(id -> id.matches("\\d+"))
                .flatMap(id -> ProcessHandle.of(Long.parseLong(id)))
                .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(1)));
    }
}
