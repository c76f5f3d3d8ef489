package raftbook.book.grade;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** What a cell declares, and which names stand in it, read off its text: nothing of it is carried out. */
final class Names implements AutoCloseable {
    private static final Pattern NOT_CODE = Pattern.compile(
            "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*'|//[^\\n]*|/\\*.*?\\*/",
            Pattern.DOTALL);
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w$.])[A-Za-z_$][\\w$]*|(?<=\\.\\.\\.)[A-Za-z_$][\\w$]*");

    /** A name after a type, as in a declaration of a local variable or of a parameter, a loop's or a lambda's. */
    private static final Pattern LOCAL = Pattern.compile("(?:([\\w$]+)|[>\\]])\\s+([a-z_$][\\w$]*)\\s*(?=[=;:,)])"
            + "|\\b([a-z_$][\\w$]*)\\s*->|\\(([\\w$, ]+)\\)\\s*->");

    private static final Set<String> NO_TYPES =
            Set.of("return", "throw", "else", "new", "instanceof", "case", "yield", "assert", "do");

    private final JShell shell = JShell.builder()
            .executionEngine("local")
            .fileManager(files -> files)
            .build();
    private final Map<String, Text> known = new ConcurrentHashMap<>();

    enum Kind {
        VARIABLE,
        METHOD,
        TYPE
    }

    /**
     * @param type the variable's type or the method's result, as written; empty for a type
     */
    record Declared(Kind kind, String name, String type) {}

    /**
     * @param used every name that does not stand behind a dot
     * @param free those of them that the text itself does not seem to declare within a method or a block
     * @param statements whether it does more than declare types and methods
     */
    record Text(List<Declared> declared, Set<String> used, Set<String> free, boolean statements) {
        Set<String> names() {
            return declared.stream().map(Declared::name).collect(Collectors.toSet());
        }

        boolean uses(Set<String> any) {
            return used.stream().anyMatch(any::contains);
        }
    }

    Text of(String source) {
        return known.computeIfAbsent(source, this::read);
    }

    /** What was read before. */
    void know(Map<String, Text> texts) {
        known.putAll(texts);
    }

    private synchronized Text read(String source) {
        List<Declared> declared = new ArrayList<>();
        boolean statements = false;
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        String rest = source;
        while (!rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            String piece = info.completeness().isComplete() && info.source() != null ? info.source() : rest;
            for (Snippet snippet : analysis.sourceToSnippets(piece)) {
                statements |= !(snippet instanceof MethodSnippet || snippet instanceof TypeDeclSnippet);
                if (snippet instanceof DeclarationSnippet declaration) declared.add(declared(declaration));
            }
            String next = info.remaining();
            if (next == null || next.length() >= rest.length() || piece.equals(rest)) break;
            rest = next;
        }
        String code = NOT_CODE.matcher(source).replaceAll(" ");
        Set<String> used =
                NAME.matcher(code).results().map(found -> found.group()).collect(Collectors.toSet());
        Set<String> free = new HashSet<>(used);
        locals(code).forEach(free::remove);
        return new Text(List.copyOf(declared), Set.copyOf(used), Set.copyOf(free), statements);
    }

    private static Declared declared(DeclarationSnippet snippet) {
        if (snippet instanceof VarSnippet variable) {
            return new Declared(Kind.VARIABLE, variable.name(), plain(variable.typeName()));
        }
        if (snippet instanceof MethodSnippet method) {
            String signature = method.signature();
            return new Declared(Kind.METHOD, method.name(), plain(signature.substring(signature.indexOf(')') + 1)));
        }
        return new Declared(Kind.TYPE, snippet.name(), "");
    }

    private static String plain(String type) {
        return type == null ? "" : type.replaceAll("\\s|\\b[a-z]+\\.(?=[a-zA-Z.]*[A-Z])", "");
    }

    private static Set<String> locals(String code) {
        Set<String> locals = new HashSet<>();
        Matcher matcher = LOCAL.matcher(code);
        while (matcher.find()) {
            if (matcher.group(3) != null) locals.add(matcher.group(3));
            else if (matcher.group(4) != null)
                locals.addAll(List.of(matcher.group(4).split("[, ]+")));
            else if (matcher.group(1) == null || !NO_TYPES.contains(matcher.group(1))) locals.add(matcher.group(2));
        }
        return locals;
    }

    @Override
    public void close() {
        shell.close();
    }
}
