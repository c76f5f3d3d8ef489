package raftbook.book.eval;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import raftbook.book.eval.CellThread.Ended;
import raftbook.book.eval.Outcome.Failure;
import raftbook.book.eval.Outcome.Value;

/** One cell on its way through JShell, piece by piece. */
final class CellRun {

    private static final Set<SubKind> WITH_VALUE = EnumSet.of(
            SubKind.VAR_VALUE_SUBKIND, SubKind.OTHER_EXPRESSION_SUBKIND, SubKind.TEMP_VAR_EXPRESSION_SUBKIND);

    /** How a call begins, and a loop, but no declaration. */
    private static final Pattern CALL = Pattern.compile("[\\w$]+(\\.[\\w$]+)*\\(");

    private final Session session;
    private final Map<String, Integer> firstLines = new HashMap<>();
    private final Map<DeclarationSnippet, Piece> unresolved = new HashMap<>();
    private final Redeclared redeclared;
    private Object value;

    CellRun(Session session) {
        this.session = session;
        redeclared = new Redeclared(session);
    }

    Outcome run(String source) {
        List<Piece> pieces = Piece.split(source, session.shell().sourceCodeAnalysis());
        for (Piece piece : pieces) {
            if (!piece.complete()) return Outcome.failed(piece.unfinished());
        }
        Optional<Failure> failure = runAll(pieces);
        redeclared.notes().forEach(note -> session.output().remark(note + "\n"));
        return failure.isPresent() ? Outcome.failed(failure.get()) : valueOf(pieces);
    }

    private Optional<Failure> runAll(List<Piece> pieces) {
        Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        for (Piece piece : pieces) {
            Optional<Failure> failure = run(piece, piece == last);
            if (failure.isPresent()) return failure;
        }
        return unresolvedFailure();
    }

    private Optional<Failure> run(Piece written, boolean last) {
        value = null;
        PlainJava java = PlainJava.of(written.source(), session.finals());
        Optional<PlainJava.Wrong> wrong = java.wrong();
        if (wrong.isPresent()) {
            return Optional.of(
                    written.failure(wrong.get().message(), wrong.get().offset()));
        }
        Piece piece = written.publish(java.constructorsToPublish());
        redeclared.remember();
        List<SnippetEvent> events = last ? evaluate(piece.source()) : evaluateWithoutValue(piece.source());
        redeclared.follow(events);
        session.finals().removeAll(java.variables(false));
        session.finals().addAll(java.variables(true));
        Ended ended = session.takeLast();
        session.output().flush();
        for (SnippetEvent event : events) {
            Optional<Failure> failure = failure(event, ended, piece);
            if (failure.isPresent()) return failure;
        }
        return session.isStopped() ? Optional.of(stopped(ended, piece.firstLine())) : Optional.empty();
    }

    /** JShell would compile a call three times, to keep its value in a variable; and nobody sees that of a cell's middle. */
    private List<SnippetEvent> evaluateWithoutValue(String source) {
        if (CALL.matcher(source).lookingAt()) {
            List<SnippetEvent> events = session.shell().eval("{" + source + "\n}");
            boolean ran = events.stream().noneMatch(event -> event.status() == Status.REJECTED);
            if (ran) return events;
        }
        return evaluate(source); // what is wrong with it is said of what was written, and f() + 1 is no statement
    }

    /** An expression's variable is dropped: each snippet to come would have to look at it. */
    private List<SnippetEvent> evaluate(String source) {
        JShell shell = session.shell();
        List<SnippetEvent> events = shell.eval(source);
        for (SnippetEvent event : events) {
            Snippet snippet = event.snippet();
            boolean unnamed = snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
            if (unnamed && shell.status(snippet).isActive()) shell.drop(snippet);
        }
        return events;
    }

    private Optional<Failure> failure(SnippetEvent event, Ended ended, Piece piece) {
        Snippet snippet = event.snippet();
        boolean own = event.causeSnippet() == null;
        boolean waits =
                event.status() == Status.RECOVERABLE_DEFINED || event.status() == Status.RECOVERABLE_NOT_DEFINED;
        if (own) {
            firstLines.put(snippet.id(), piece.firstLine());
        }
        if (own && waits && snippet instanceof DeclarationSnippet declaration) {
            unresolved.put(declaration, piece);
        } else if (!waits && snippet instanceof DeclarationSnippet declaration) {
            unresolved.remove(declaration);
        }
        if (event.status() == Status.REJECTED) return Optional.of(compileFailure(snippet, piece));
        if (event.exception() != null) return Optional.of(thrownFailure(event.exception(), ended.thrown(), piece));
        if (own && ended != null && WITH_VALUE.contains(snippet.subKind())) {
            value = ended.value();
        }
        return Optional.empty();
    }

    private Failure compileFailure(Snippet snippet, Piece piece) {
        return session.shell()
                .diagnostics(snippet)
                .filter(Diag::isError)
                .findFirst()
                .map(piece::failure)
                .orElseGet(() -> piece.failure("this is not Java", 0));
    }

    /** A method or type may use what a later snippet of its cell declares; what is missing at the end is an error. */
    private Optional<Failure> unresolvedFailure() {
        return unresolved.entrySet().stream()
                .map(each -> each.getValue().undeclared(missing(each.getKey())))
                .min(Comparator.comparingInt(Failure::line));
    }

    private Failure thrownFailure(JShellException seen, Thrown thrown, Piece piece) {
        thrown = Frames.translate(thrown, seen, firstLines);
        int line = Frames.line(thrown).orElse(piece.firstLine());
        if (session.isStopped()) return stopped(new Ended(null, thrown, false), line);
        if (seen instanceof UnresolvedReferenceException unresolvable) {
            DeclarationSnippet user = unresolvable.getSnippet();
            String message = user.name() + " cannot be used before this is declared: " + missing(user);
            return new Failure(Failure.COMPILE, message, line, 0, null, List.of());
        }
        return failure(thrown, thrown.message(), line);
    }

    /** What the snippet uses and nothing declares, as {@code "method f(int), class C"}. */
    private String missing(DeclarationSnippet snippet) {
        return session.shell().unresolvedDependencies(snippet).collect(Collectors.joining(", "));
    }

    private static Failure failure(Thrown thrown, String message, int line) {
        return new Failure(thrown.kind(), message, line, 0, thrown.real(), thrown.trace());
    }

    private static Failure stopped(Ended ended, int line) {
        boolean abandoned = ended != null && ended.abandoned();
        Throwable real =
                ended == null || ended.thrown() == null ? null : ended.thrown().real();
        String message = abandoned
                ? "the cell did not react to the interrupt; its thread was abandoned, and goes on in the background"
                        + " until it next prints or displays something, or is back from the JDK"
                : "by an interrupt";
        return new Failure(Failure.STOPPED, message, line, 0, real, List.of());
    }

    private Outcome valueOf(List<Piece> pieces) {
        // A cell that ends with a call of display has shown what it has to show: the id is not for readers.
        if (value == null || session.output().hasDisplayed(value)) return Outcome.done();
        Object object = value;
        Ended ended = session.call(() -> Display.showPicture(object) ? "" : Display.text(object));
        int line = pieces.get(pieces.size() - 1).firstLine();
        if (session.isStopped() && (ended.abandoned() || ended.thrown() != null)) {
            return Outcome.failed(stopped(ended, line));
        }
        if (ended.thrown() != null) {
            Thrown thrown = ended.thrown();
            String message =
                    "when its value was to be shown" + (thrown.message().isEmpty() ? "" : ": " + thrown.message());
            return Outcome.failed(failure(thrown, message, line));
        }
        return Outcome.of(new Value(object, String.valueOf(ended.value())));
    }
}
