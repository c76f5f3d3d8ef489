package raftbook.book.eval;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import raftbook.book.source.JavaSyntax;

/**
 * A snippet as Java sees it, where JShell sees something else: it passes over {@code final} and over a lone
 * {@code return}, and it refuses a record's constructor that is not public, because it makes the record public.
 */
final class PlainJava {

    /** What is wrong, and where in the snippet. */
    record Wrong(int offset, String message) {}

    private static final String BEFORE = "class $ { void $() { ";
    private static final String AFTER = "\n;}}";

    /** Without one of these, and without a final variable, Java and JShell see the same; to parse it would cost a millisecond. */
    private static final Pattern SEEN_OTHERWISE = Pattern.compile("\\b(final|return|record)\\b|\\\\u");

    private final Set<String> finals;
    private final List<Tree> statements = new ArrayList<>();
    private SourcePositions positions;
    private CompilationUnitTree unit;

    private PlainJava(Set<String> finals) {
        this.finals = finals;
    }

    /**
     * Of what cannot stand in a block of Java, such as a method or an import, nothing is known; nor of what nobody will ask.
     *
     * @param finals the variables that earlier snippets have declared final
     */
    static PlainJava of(String snippet, Set<String> finals) {
        PlainJava parsed = new PlainJava(finals);
        if (finals.isEmpty() && !SEEN_OTHERWISE.matcher(snippet).find()) return parsed;
        AtomicBoolean wrong = new AtomicBoolean();
        JavacTask task = JavaSyntax.of(
                Map.of("$.java", BEFORE + snippet + AFTER),
                found -> wrong.compareAndSet(false, found.getKind() == Diagnostic.Kind.ERROR));
        try {
            parsed.unit = task.parse().iterator().next();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        if (!wrong.get()) {
            parsed.positions = Trees.instance(task).getSourcePositions();
            MethodTree method = (MethodTree)
                    ((ClassTree) parsed.unit.getTypeDecls().get(0)).getMembers().get(0);
            parsed.statements.addAll(method.getBody().getStatements());
        }
        return parsed;
    }

    private int offset(Tree tree) {
        return (int) positions.getStartPosition(unit, tree) - BEFORE.length();
    }

    /** The variables that the snippet declares for those that follow. */
    Set<String> variables(boolean onlyFinal) {
        Set<String> names = new HashSet<>();
        for (Tree each : statements) {
            if (each instanceof VariableTree variable
                    && (!onlyFinal || variable.getModifiers().getFlags().contains(Modifier.FINAL))) {
                names.add(variable.getName().toString());
            }
        }
        return names;
    }

    /** Where a constructor of a record has no access of its own, so that JShell wants it to be public. */
    List<Integer> constructorsToPublish() {
        List<Integer> offsets = new ArrayList<>();
        for (Tree each : statements) {
            if (each.getKind() == Tree.Kind.RECORD) {
                for (Tree member : ((ClassTree) each).getMembers()) {
                    if (member instanceof MethodTree method
                            && method.getName().contentEquals("<init>")
                            && positions.getEndPosition(unit, method) >= 0
                            && Set.of(Modifier.PUBLIC, Modifier.PROTECTED, Modifier.PRIVATE).stream()
                                    .noneMatch(method.getModifiers().getFlags()::contains)) {
                        offsets.add(offset(method));
                    }
                }
            }
        }
        return offsets;
    }

    Optional<Wrong> wrong() {
        Finder finder = new Finder(finals);
        for (Tree each : statements) {
            finder.scan(each, null);
        }
        return Optional.ofNullable(finder.found);
    }

    private final class Finder extends TreeScanner<Void, Void> {
        private final Set<String> finals;
        private Wrong found;

        Finder(Set<String> finals) {
            this.finals = new HashSet<>(finals);
        }

        private void note(Tree where, String message) {
            if (found == null) {
                found = new Wrong(offset(where), message);
            }
        }

        @Override
        public Void visitReturn(ReturnTree tree, Void nothing) {
            note(tree, "return outside of a method: the value of a cell is that of its last expression");
            return null;
        }

        @Override
        public Void visitLambdaExpression(LambdaExpressionTree tree, Void nothing) {
            return scanInside(tree.getBody());
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            return null; // what it assigns may be its own
        }

        /** A lambda's return is in its place; what it assigns counts, unless it is a parameter. */
        private Void scanInside(Tree body) {
            Wrong before = found;
            scan(body, null);
            if (before == null && found != null && found.message.startsWith("return")) {
                found = null;
            }
            return null;
        }

        /** A local variable of the same name hides the final one; from here on nothing is said of it. */
        @Override
        public Void visitVariable(VariableTree tree, Void nothing) {
            finals.remove(tree.getName().toString());
            return super.visitVariable(tree, nothing);
        }

        @Override
        public Void visitAssignment(AssignmentTree tree, Void nothing) {
            assigned(tree.getVariable());
            return super.visitAssignment(tree, nothing);
        }

        @Override
        public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void nothing) {
            assigned(tree.getVariable());
            return super.visitCompoundAssignment(tree, nothing);
        }

        @Override
        public Void visitUnary(UnaryTree tree, Void nothing) {
            switch (tree.getKind()) {
                case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
                    assigned(tree.getExpression());
                default -> {}
            }
            return super.visitUnary(tree, nothing);
        }

        private void assigned(ExpressionTree variable) {
            if (variable instanceof IdentifierTree named
                    && finals.contains(named.getName().toString())) {
                note(variable, "cannot assign a value to final variable " + named.getName());
            }
        }
    }
}
