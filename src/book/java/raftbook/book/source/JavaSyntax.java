package raftbook.book.source;

import com.sun.source.util.JavacTask;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticListener;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java that is read and not compiled. */
public final class JavaSyntax {
    /** For any class loader that javac wants to search: nothing is in it, and what has no parent takes no search. */
    public static final ClassLoader NO_PLUGINS = new ClassLoader(null) {};

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** One for each thread that reads: a file manager is for one thread, and costs more than to read a cell. */
    private static final ThreadLocal<JavaFileManager> FILES = ThreadLocal.withInitial(NoPlugins::new);

    private JavaSyntax() {}

    /**
     * A task to parse texts, in the order in which the map has them.
     *
     * @param texts by the name of the file that messages name
     */
    public static JavacTask of(Map<String, String> texts, DiagnosticListener<? super JavaFileObject> listener) {
        List<Text> files = new ArrayList<>();
        texts.forEach((name, text) -> files.add(new Text(name, text)));
        return (JavacTask) COMPILER.getTask(null, FILES.get(), listener, List.of("-proc:none"), null, files);
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String name, String text) {
            super(URI.create("string:///" + name), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Javac looks for plugins before it parses, on all of this JVM's class path, every time: here it finds none at once. */
    private static final class NoPlugins extends ForwardingJavaFileManager<JavaFileManager> {
        NoPlugins() {
            super(COMPILER.getStandardFileManager(null, null, null));
        }

        @Override
        public ClassLoader getClassLoader(Location location) {
            return NO_PLUGINS;
        }
    }
}
