package raftbook.book.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;

/** Turns the parser's trees, which know offsets, into whole lines, which is what a reader sees. */
final class SourceParser {
    private final String path;
    private final String text;
    private final List<String> lines;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    private SourceParser(String path, String text, CompilationUnitTree unit, SourcePositions positions) {
        this.path = path;
        this.text = text;
        this.lines = text.lines().toList();
        this.unit = unit;
        this.positions = positions;
    }

    /**
     * All at once, by path: a parser for each would cost more than what it reads.
     *
     * @throws IllegalArgumentException with the first place where one does not parse
     */
    static Map<String, SourceFile> parse(Map<String, String> texts) {
        Map<String, SourceFile> files = new TreeMap<>();
        if (texts.isEmpty()) return files; // javac refuses to read nothing
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavacTask task = JavaSyntax.of(texts, diagnostics);
        try {
            Iterator<? extends CompilationUnitTree> units = task.parse().iterator();
            refuse(diagnostics.getDiagnostics());
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            texts.forEach(
                    (path, text) -> files.put(path, new SourceParser(path, text, units.next(), positions).file()));
            return files;
        } catch (IOException failed) {
            throw new UncheckedIOException("The sources cannot be read", failed);
        }
    }

    private static void refuse(List<Diagnostic<? extends JavaFileObject>> diagnostics) {
        for (Diagnostic<? extends JavaFileObject> problem : diagnostics) {
            if (problem.getKind() == Diagnostic.Kind.ERROR) {
                String path = problem.getSource().getName().substring(1);
                throw new IllegalArgumentException(
                        path + ":" + problem.getLineNumber() + ": " + problem.getMessage(Locale.ROOT));
            }
        }
    }

    private SourceFile file() {
        return new SourceFile(path, lines, types());
    }

    private List<TypeSource> types() {
        List<TypeSource> types = new ArrayList<>();
        int free = preambleEnd() + 1;
        for (Tree tree : unit.getTypeDecls()) {
            if (tree instanceof ClassTree type) {
                types.add(type(type, "", free));
                free = endLine(tree) + 1;
            }
        }
        return types;
    }

    /** The last line of package and imports: what follows it belongs to the first type. */
    private int preambleEnd() {
        int end = unit.getPackage() == null ? 0 : endLine(unit.getPackage());
        for (Tree each : unit.getImports()) {
            end = Math.max(end, endLine(each));
        }
        return end;
    }

    private TypeSource type(ClassTree tree, String outer, int free) {
        String name = tree.getSimpleName().toString();
        String typePath = outer + name;
        int first = leading(free, startLine(tree));
        int open = text.indexOf('{', headEnd(tree));
        int opened = line(open);
        int closed = endLine(tree);
        List<Member> members = new ArrayList<>();
        int next = opened + 1;
        for (Tree each : bodyOf(tree, open)) {
            int from = leading(next, startLine(each));
            int to = endLine(each);
            if (to < next) { // a further declaration on lines that are taken: it goes where its line goes
                mergeIntoLast(members, each);
                continue;
            }
            members.add(member(tree, each, typePath, from, to, next));
            next = to + 1;
        }
        return new TypeSource(name, kind(tree), typePath, first, afterJavadoc(first), opened, closed, members);
    }

    private Member member(ClassTree owner, Tree tree, String typePath, int from, int to, int free) {
        if (tree instanceof ClassTree nested) {
            TypeSource type = type(nested, typePath + ".", free);
            return new Member(List.of(type.name()), type.name(), from, to, Optional.of(type));
        }
        String name = nameOf(tree);
        String signature = name;
        if (tree instanceof MethodTree method && !isCompact(method)) {
            signature = method.getParameters().stream()
                    .map(parameter -> parameter.getType().toString().replace(" ", ""))
                    .collect(Collectors.joining(",", name + "(", ")"));
        }
        return new Member(List.of(name), signature, from, to, Optional.empty());
    }

    /** A record's compact constructor has no parameter list to be told by. */
    private boolean isCompact(MethodTree method) {
        return method.getName().contentEquals("<init>")
                && method.getParameters().stream().allMatch(parameter -> offset(parameter) < offset(method));
    }

    private static String nameOf(Tree tree) {
        if (tree instanceof MethodTree method) {
            return method.getName().contentEquals("<init>")
                    ? "new"
                    : method.getName().toString();
        }
        return tree instanceof VariableTree variable ? variable.getName().toString() : "static";
    }

    private static void mergeIntoLast(List<Member> members, Tree tree) {
        if (members.isEmpty()) {
            return; // it stands on the header's own line, and is shown with it
        }
        Member last = members.remove(members.size() - 1);
        List<String> names = new ArrayList<>(last.names());
        names.add(nameOf(tree));
        members.add(new Member(names, last.signature(), last.first(), last.last(), last.type()));
    }

    /** What stands between the braces, an enum's constants among it; record components stand in the header. */
    private List<Tree> bodyOf(ClassTree tree, int open) {
        return tree.getMembers().stream()
                .filter(each -> offset(each) > open)
                .filter(each -> positions.getEndPosition(unit, each) > 0)
                .map(Tree.class::cast)
                .toList();
    }

    /** An offset in the header after which the next brace opens the body: annotations may hold braces of their own. */
    private int headEnd(ClassTree tree) {
        long end = Math.max(offset(tree), positions.getEndPosition(unit, tree.getModifiers()));
        List<Tree> parts = new ArrayList<>(tree.getTypeParameters());
        parts.addAll(tree.getImplementsClause());
        parts.addAll(tree.getPermitsClause());
        if (tree.getExtendsClause() != null) {
            parts.add(tree.getExtendsClause());
        }
        if (tree.getKind() == Tree.Kind.RECORD) {
            tree.getMembers().stream().filter(SourceParser::isComponent).forEach(parts::add);
        }
        for (Tree part : parts) {
            end = Math.max(end, positions.getEndPosition(unit, part));
        }
        return (int) end;
    }

    private static boolean isComponent(Tree tree) {
        return tree instanceof VariableTree variable
                && !variable.getModifiers().getFlags().contains(Modifier.STATIC);
    }

    private static String kind(ClassTree tree) {
        return switch (tree.getKind()) {
            case ANNOTATION_TYPE -> "@interface";
            default -> tree.getKind().name().toLowerCase(Locale.ROOT);
        };
    }

    /** The first line at or after free that is not blank: comments before a member are the member's. */
    private int leading(int free, int start) {
        int first = Math.min(free, start);
        while (first < start && lines.get(first - 1).isBlank()) {
            first++;
        }
        return first;
    }

    private int afterJavadoc(int first) {
        if (!lines.get(first - 1).strip().startsWith("/**")) return first;
        int at = first;
        while (!lines.get(at - 1).contains("*/")) {
            at++;
        }
        return at + 1;
    }

    private int offset(Tree tree) {
        return (int) positions.getStartPosition(unit, tree);
    }

    private int startLine(Tree tree) {
        return line(offset(tree));
    }

    private int endLine(Tree tree) {
        return line((int) positions.getEndPosition(unit, tree) - 1);
    }

    private int line(int offset) {
        return (int) unit.getLineMap().getLineNumber(offset);
    }
}
