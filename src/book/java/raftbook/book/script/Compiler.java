package raftbook.book.script;

import java.io.File;
import java.io.IOException;
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

/** One compilation, in a JVM of its own beside the one that builds the book. */
final class Compiler {
    private static final String MAIN = "raftbook.book.world.Page";

    private Compiler() {}

    /** Takes the file to write. Ends with status 1, and says why, if the library cannot be compiled. */
    public static void main(String[] args) throws IOException, BuildException {
        Path script = Path.of(args[0]);
        Path folder = Files.createTempDirectory("raftbook-script");
        Path compiled = folder.resolve("world.js");
        try {
            if (!compile(compiled)) System.exit(1);
            Files.writeString(script, classic(Files.readString(compiled)));
        } finally {
            Files.deleteIfExists(compiled);
            Files.deleteIfExists(folder);
        }
    }

    private static boolean compile(Path script) throws BuildException {
        InProcessBuildStrategy build = new InProcessBuildStrategy();
        build.init();
        build.setLog(new EmptyTeaVMToolLog());
        build.setClassPathEntries(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
        build.setMainClass(MAIN);
        build.setTransformers(new String[] {StandInCalls.class.getName()});
        build.setTargetType(TeaVMTargetType.JAVASCRIPT);
        build.setJsModuleType(JSModuleType.UMD);
        build.setTargetDirectory(script.getParent().toString());
        build.setTargetFileName(script.getFileName().toString());
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
     * the same whatever encoding the page has. The function that makes it stays at hand as {@code raftbook.factory}: a page that
     * was opened as a file can give a worker no address of a script, and gives it this function's text.
     */
    private static String classic(String module) {
        StringBuilder ascii = new StringBuilder();
        for (char c : module.toCharArray()) {
            if (c < 0x7f) ascii.append(c);
            else ascii.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
        }
        return "var raftbook = (factory => Object.assign(factory({}), { factory }))(function (exports, define) {\n"
                + ascii + "\nreturn exports;\n});\n";
    }

    private static final class Errors extends EmptyTeaVMToolLog implements TeaVMToolLog {
        @Override
        public void error(String text) {
            System.err.println(text);
        }
    }
}
