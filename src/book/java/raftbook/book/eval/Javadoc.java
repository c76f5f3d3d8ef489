package raftbook.book.eval;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The Javadoc of what is on the cells' class path, read from its sources: JShell looks for sources of the JDK alone. They
 * are looked for where Maven keeps them, beside {@code target/classes}.
 */
final class Javadoc {

    /** As JShell prints it: {@code NodeId Cluster.awaitLeader(Duration timeout)}, or {@code RaftLog()}. */
    private static final Pattern CALL =
            Pattern.compile("(?:.*[ >])?(?:([\\w.]+)\\.)?(\\w+)\\((.*)\\)[^()]*", Pattern.DOTALL);

    private static final Pattern NAME = Pattern.compile("(?:\\w+:)?([\\w.]+)(?:<.*>)?");
    private static final String CONSTRUCTOR = "<init>";

    private final List<Path> sources;
    private final Map<String, String> documented = new HashMap<>();
    private final Map<String, List<String>> parents = new HashMap<>();
    private boolean read;

    private Javadoc(List<Path> sources) {
        this.sources = sources;
    }

    static Javadoc of(List<Path> classPath) {
        return new Javadoc(classPath.stream()
                .map(entry -> entry.toAbsolutePath().normalize())
                .filter(entry -> entry.endsWith("target/classes"))
                .map(entry -> entry.getParent().resolveSibling("src/main/java"))
                .filter(Files::isDirectory)
                .toList());
    }

    /** What is said of a method, a constructor or a type, as text. */
    Optional<String> find(String signature) {
        readSources();
        // JDK 25 prints a record with its components wherever it names it.
        String plain = signature.strip().replaceAll("\\([^()]*\\)(?=[.(])", "");
        Matcher call = CALL.matcher(plain);
        Matcher name = NAME.matcher(plain);
        if (call.matches()) {
            boolean constructor = Character.isUpperCase(call.group(2).charAt(0));
            String type = simple(constructor || call.group(1) == null ? call.group(2) : call.group(1));
            String method = constructor ? CONSTRUCTOR : call.group(2);
            List<String> types = split(call.group(3)).stream()
                    .map(each -> each.contains(" ") ? each.substring(0, each.lastIndexOf(' ')) : each)
                    .map(Javadoc::simple)
                    .toList();
            return inherited(type, method + types).or(() -> Optional.ofNullable(documented.get(type)));
        }
        return name.matches() ? Optional.ofNullable(documented.get(simple(name.group(1)))) : Optional.empty();
    }

    /** The type's own words, or else those of the types that it extends and implements. */
    private Optional<String> inherited(String type, String member) {
        String own = documented.get(type + "." + member);
        return own != null
                ? Optional.of(own)
                : parents.getOrDefault(type, List.of()).stream()
                        .flatMap(parent -> inherited(parent, member).stream())
                        .findFirst();
    }

    /** Parameters are separated by commas, and so are what they are generic in. */
    private static List<String> split(String parameters) {
        List<String> found = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= parameters.length(); i++) {
            char c = i == parameters.length() ? ',' : parameters.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == ',' && depth == 0) {
                found.add(parameters.substring(start, i).strip());
                start = i + 1;
            }
        }
        found.removeIf(String::isEmpty);
        return found;
    }

    /** A type without its package, annotations and parameters. */
    private static String simple(String type) {
        String plain = type.replaceAll("@\\w+\\s+|\\bfinal\\s+", "").replace("...", "[]");
        plain = plain.replaceAll("<.*>", "").strip();
        return plain.substring(plain.lastIndexOf('.') + 1);
    }

    private synchronized void readSources() {
        if (read) return;
        read = true;
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> all = new ArrayList<>();
            for (Path root : sources) {
                try (Stream<Path> below = Files.walk(root)) {
                    below.filter(each -> each.toString().endsWith(".java")).forEach(all::add);
                }
            }
            if (all.isEmpty()) return;
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, problem -> {}, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(all));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Reader(docs).scan(unit, null);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("sources below " + sources, failed);
        }
    }

    private final class Reader extends TreePathScanner<Void, Void> {
        private final DocTrees docs;

        Reader(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            note(type.getSimpleName().toString(), getCurrentPath());
            parents.put(
                    type.getSimpleName().toString(),
                    Stream.concat(Stream.of(type.getExtendsClause()), type.getImplementsClause().stream())
                            .filter(Objects::nonNull)
                            .map(each -> simple(each.toString()))
                            .toList());
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            Tree parent = getCurrentPath().getParentPath().getLeaf();
            if (parent instanceof ClassTree type) {
                List<String> types = method.getParameters().stream()
                        .map(VariableTree::getType)
                        .map(each -> simple(each.toString()))
                        .toList();
                note(type.getSimpleName() + "." + method.getName() + types, getCurrentPath());
            }
            return null;
        }

        private void note(String key, TreePath path) {
            String comment = docs.getDocComment(path);
            if (comment != null) {
                documented.putIfAbsent(key, text(comment));
            }
        }
    }

    /** A doc comment without its marks. */
    static String text(String comment) {
        String plain = comment.replaceAll("\\{@(?:link|linkplain|code|literal)\\s+([^{}]*)\\}", "$1")
                .replaceAll("(?<=\\w)#(?=\\w)", ".")
                .replaceAll("(?<!\\w)#(?=\\w)", "")
                .replaceAll("\\s*<p>\\s*", "\n\n")
                .replaceAll("<li>", "- ")
                .replaceAll("</?[a-zA-Z][^<>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
        return Arrays.stream(plain.strip().split("\n"))
                .map(String::strip)
                .collect(Collectors.joining("\n"))
                .replaceAll("\n{3,}", "\n\n");
    }
}
