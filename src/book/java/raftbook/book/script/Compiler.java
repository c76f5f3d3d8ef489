package raftbook.book.script;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.teavm.backend.javascript.JSModuleType;
import org.teavm.tooling.EmptyTeaVMToolLog;
import org.teavm.tooling.TeaVMProblemRenderer;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMToolLog;
import org.teavm.tooling.builder.BuildException;
import org.teavm.tooling.builder.BuildResult;
import org.teavm.tooling.builder.InProcessBuildStrategy;
import org.teavm.vm.TeaVMOptimizationLevel;
import raftbook.book.world.Page;
import raftbook.book.world.Worker;

/** One compilation, in a JVM of its own beside the one that builds the book. */
final class Compiler {
    /** What a page can call, and what of it a worker needs that has long work. */
    private static final Class<?> PAGE = Page.class;

    private static final Class<?> WORKER = Worker.class;
    /** What loads WebAssembly is a part of the compiler. */
    private static final String RUNTIME = "org/teavm/backend/wasm/wasm-gc-runtime.min.js";

    private Compiler() {}

    /** Takes the folder to write to. Ends with status 1, and says why, if the library cannot be compiled. */
    public static void main(String[] args) throws IOException, BuildException {
        Path folder = Path.of(args[0]);
        if (!compile(WORKER, folder, WorldScript.WASM, TeaVMTargetType.WEBASSEMBLY_GC)) System.exit(1);
        script("raftbook", PAGE, folder, WorldScript.NAME);
        script("raftbookWorlds", WORKER, folder, WorldScript.WORKER);
        try (InputStream runtime = TeaVMTargetType.class.getClassLoader().getResourceAsStream(RUNTIME)) {
            Files.write(folder.resolve(WorldScript.WASM_LOADER), runtime.readAllBytes());
        }
    }

    private static void script(String global, Class<?> main, Path folder, String name)
            throws IOException, BuildException {
        if (!compile(main, folder, name, TeaVMTargetType.JAVASCRIPT)) System.exit(1);
        Path script = folder.resolve(name);
        Files.writeString(script, classic(global, LongLiterals.in(Files.readString(script))));
    }

    private static boolean compile(Class<?> main, Path folder, String name, TeaVMTargetType type)
            throws BuildException {
        InProcessBuildStrategy build = new InProcessBuildStrategy();
        build.init();
        build.setLog(new EmptyTeaVMToolLog());
        build.setClassPathEntries(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
        build.setMainClass(main.getName());
        build.setTransformers(new String[] {StandInCalls.class.getName()});
        build.setTargetType(type);
        build.setJsModuleType(JSModuleType.UMD);
        build.setTargetDirectory(folder.toString());
        build.setTargetFileName(name);
        build.setOptimizationLevel(TeaVMOptimizationLevel.ADVANCED);
        build.setObfuscated(true);
        // Else 1/0 is 0, and what lies beyond an array is null.
        build.setStrict(true);
        BuildResult result = build.build();
        TeaVMProblemRenderer.describeProblems(result.getCallGraph(), result.getProblems(), new Errors());
        return result.getProblems().getSevereProblems().isEmpty();
    }

    /**
     * A module cannot be loaded by a page that was opened as a file; a classic script can. It adds one name to the page, and reads
     * the same whatever encoding the page has. The function that makes it stays at hand as {@code factory} of that name: a page that
     * was opened as a file can give a worker no address of a script, and gives it this function's text.
     */
    private static String classic(String global, String module) {
        StringBuilder ascii = new StringBuilder();
        for (char c : module.toCharArray()) {
            if (c < 0x7f) ascii.append(c);
            else ascii.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
        }
        return "var " + global
                + " = (factory => Object.assign(factory({}), { factory }))(function (exports, define) {\n" + ascii
                + "\nreturn exports;\n});\n";
    }

    private static final class Errors extends EmptyTeaVMToolLog implements TeaVMToolLog {
        @Override
        public void error(String text) {
            System.err.println(text);
        }
    }
}
