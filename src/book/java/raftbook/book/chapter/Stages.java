package raftbook.book.chapter;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import raftbook.book.source.Problem;
import raftbook.book.source.SourceFile;

/**
 * The library as far as each chapter has told it, compiled. A stage holds the classes of its own chapter's files and is
 * compiled against the stages before it and nothing else: so the files of chapters 1 to N, with those of their workshops,
 * compile alone for every N, and each file is compiled once.
 */
public final class Stages {
    private static final String DONE = "compiled";

    private final Plan plan;
    private final Path work;
    private final List<Stage> stages = new ArrayList<>();
    private final Map<String, List<Path>> classPaths = new HashMap<>();
    private final Map<String, String> digests = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** @param chapter empty for the files that no chapter tells */
    private record Stage(Optional<Chapter> chapter, List<SourceFile> files, Path folder) {}

    /** The stages of this plan, not compiled as yet. */
    public Stages(Plan plan, Layout layout) {
        this.plan = plan;
        this.work = layout.work().resolve("stages-" + Runtime.version().feature());
        layOut();
    }

    /** Compiles what has changed since the last time. Returns the stages themselves. */
    public Stages compile() {
        List<Path> before = new ArrayList<>();
        for (Stage stage : stages) {
            compile(stage, before);
            before.add(stage.folder);
        }
        return this;
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** The only class path entries that the chapter's cells may see. */
    public List<Path> classPath(Chapter chapter) {
        return classPaths.get(chapter.name());
    }

    /** The class path entries of all chapters together. */
    public List<Path> all() {
        return stages.stream().map(Stage::folder).toList();
    }

    /** Whether all of that class path is there. */
    public boolean isCompiled(Chapter chapter) {
        return classPath(chapter).stream().allMatch(stage -> Files.exists(stage.resolve(DONE)));
    }

    /** What the chapter's class path was compiled from: equal text, equal classes. */
    public String digest(Chapter chapter) {
        return digests.get(chapter.name());
    }

    private void layOut() {
        String digest = Digest.of("stages");
        Set<SourceFile> told = new HashSet<>();
        for (Chapter chapter : plan.chapters()) {
            List<SourceFile> files = plan.filesOf(chapter);
            if (!files.isEmpty() && told.addAll(files)) { // a workshop's are its chapter's
                digest = digest(digest, files);
                stages.add(new Stage(Optional.of(chapter), files, work.resolve(chapter.name() + "-" + digest)));
            }
            classPaths.put(chapter.name(), all());
            digests.put(chapter.name(), digest);
        }
        if (plan.chapters().stream().anyMatch(Chapter::finished)) finish(digest, told);
    }

    /** The finished library is all stages together, and the files that no chapter tells, if there are any. */
    private void finish(String digest, Set<SourceFile> told) {
        List<SourceFile> untold = plan.library().files().values().stream()
                .filter(file -> !told.contains(file))
                .toList();
        if (!untold.isEmpty()) {
            digest = digest(digest, untold);
            stages.add(new Stage(Optional.empty(), untold, work.resolve("untold-" + digest)));
        }
        for (Chapter chapter : plan.chapters()) {
            if (!chapter.finished()) continue;
            classPaths.put(chapter.name(), all());
            digests.put(chapter.name(), digest);
        }
    }

    private static String digest(String before, List<SourceFile> files) {
        StringBuilder text = new StringBuilder(before);
        for (SourceFile file : files) {
            text.append('\n').append(file.path()).append('\n').append(String.join("\n", file.lines()));
        }
        return Digest.of(text.toString());
    }

    private void compile(Stage stage, List<Path> before) {
        Path done = stage.folder.resolve(DONE);
        if (Files.exists(done)) return;
        try {
            Files.createDirectories(stage.folder);
            List<Problem> found = javac(stage, before);
            problems.addAll(found);
            if (found.isEmpty()) {
                Files.writeString(done, "");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The stage " + stage.folder + " cannot be written", failed);
        }
    }

    private List<Problem> javac(Stage stage, List<Path> before) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        // An empty class path entry would mean the working directory: the stage itself stands for "nothing before".
        String classPath = before.isEmpty()
                ? stage.folder.toString()
                : before.stream().map(Path::toString).collect(Collectors.joining(System.getProperty("path.separator")));
        List<String> options = List.of(
                "-Xlint:all",
                "-Werror",
                "--release",
                "17",
                "-d",
                stage.folder.toString(),
                "-cp",
                classPath,
                "-proc:none");
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
            List<Path> paths = stage.files.stream()
                    .map(file -> plan.library().resolve(file.path()))
                    .toList();
            StringWriter log = new StringWriter();
            compiler.getTask(log, manager, diagnostics, options, null, manager.getJavaFileObjectsFromPaths(paths))
                    .call();
        }
        List<Problem> found = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> each : diagnostics.getDiagnostics()) {
            if (each.getSource() != null && each.getKind() != Diagnostic.Kind.NOTE) {
                found.add(explain(stage.chapter, stage.files, each));
            }
        }
        return found;
    }

    /** Says where the reader would stumble: the chapter's line, and if the missing name is the library's, its chapter. */
    private Problem explain(
            Optional<Chapter> chapter, List<SourceFile> files, Diagnostic<? extends JavaFileObject> found) {
        Path path = Path.of(found.getSource().toUri());
        SourceFile file = files.stream()
                .filter(each -> path.endsWith(each.path()))
                .findFirst()
                .orElseThrow();
        String at = file.path() + ":" + found.getLineNumber();
        String missing = word(found);
        Optional<SourceFile> declaring = plan.library().declaring(missing).filter(each -> !files.contains(each));
        if (chapter.isEmpty()) return new Problem(file.path(), (int) found.getLineNumber(), message(found));
        Optional<Showing> teller = plan.telling(file);
        String why = declaring
                .map(other -> "needs " + missing + " of " + other.path() + ", which "
                        + plan.teller(other)
                                .map(later -> later.file() + " tells later")
                                .orElse("no chapter tells")
                        + ": tell it before, or here")
                .orElse("does not compile at this stage: " + message(found));
        return new Problem(
                teller.map(Showing::chapter).orElse(chapter.get()).file(),
                teller.map(Showing::line).orElse(0),
                at + " " + why);
    }

    private static String message(Diagnostic<?> found) {
        return found.getMessage(Locale.ROOT).replace("\n", " ");
    }

    /** The source text that the compiler points at, its last simple name. */
    private static String word(Diagnostic<? extends JavaFileObject> found) {
        try {
            String text = found.getSource().getCharContent(true).toString();
            int from = (int) found.getStartPosition();
            int to = (int) found.getEndPosition();
            if (from < 0 || to < from) return "";
            String name = text.substring(from, to);
            return name.substring(name.lastIndexOf('.') + 1).strip();
        } catch (IOException failed) {
            return "";
        }
    }
}
