package raftbook.book.source;

import com.sun.source.util.JavacTask;
import java.net.URI;
import java.util.List;
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
     * A task to parse one text.
     *
     * @param name of the file that messages name
     */
    public static JavacTask of(String name, String text, DiagnosticListener<? super JavaFileObject> listener) {
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        return (JavacTask) COMPILER.getTask(null, FILES.get(), listener, List.of("-proc:none"), null, List.of(file));
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
