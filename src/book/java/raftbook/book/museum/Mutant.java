package raftbook.book.museum;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import raftbook.raft.Rules;

/** The library with some of its files changed: a class loader of its own, so that many of them live side by side. */
final class Mutant extends ClassLoader {
    private static final String OURS = "raftbook.";

    private final Map<String, byte[]> changed;

    /** @param sources by path, the text of what is changed; none for the library as it is */
    Mutant(String name, Map<String, String> sources) {
        super(Mutant.class.getClassLoader());
        this.changed = sources.isEmpty() ? Map.of() : compile(name, sources);
    }

    /** A {@link Visit} whose world is this library. */
    @SuppressWarnings("unchecked")
    UnaryOperator<Map<String, String>> visit() {
        try {
            return (UnaryOperator<Map<String, String>>)
                    loadClass(Visit.class.getName()).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException bug) {
            throw new IllegalStateException("the visit cannot be made", bug);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) return super.loadClass(name, resolve);
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = changed.get(name);
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (bytes == null && file == null) throw new ClassNotFoundException(name);
            if (bytes == null) bytes = file.readAllBytes();
        } catch (IOException failed) {
            throw new ClassNotFoundException(name, failed);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static Map<String, byte[]> compile(String name, Map<String, String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> written = new HashMap<>();
        StringWriter said = new StringWriter();
        List<JavaFileObject> files = sources.entrySet().stream()
                .map(source -> source(source.getKey(), source.getValue()))
                .toList();
        List<String> options = List.of("-proc:none", "-cp", library(), "--release", "17");
        try (JavaFileManager manager = new InMemory(compiler.getStandardFileManager(null, null, null), written)) {
            if (!compiler.getTask(said, manager, null, options, null, files).call()) {
                throw new IllegalArgumentException(
                        "docs/museum.txt, " + name + ": what it changes does not compile: " + said);
            }
        } catch (IOException failed) {
            throw new IllegalStateException("nothing is written to a disk", failed);
        }
        Map<String, byte[]> bytes = new HashMap<>();
        written.forEach((type, code) -> bytes.put(type, code.toByteArray()));
        return bytes;
    }

    /** The folder that our library was compiled to: with all that the build has on its class path, the compiler would be slow. */
    private static String library() {
        try {
            return Path.of(Rules.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException failed) {
            throw new IllegalStateException("the library does not come from a folder of classes", failed);
        }
    }

    private static JavaFileObject source(String path, String text) {
        return new SimpleJavaFileObject(URI.create("string:///raftbook/" + path), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written;

        InMemory(JavaFileManager manager, Map<String, ByteArrayOutputStream> written) {
            super(manager);
            this.written = written;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String type, JavaFileObject.Kind kind, javax.tools.FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + type.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return written.computeIfAbsent(type, none -> new ByteArrayOutputStream());
                }
            };
        }
    }
}
