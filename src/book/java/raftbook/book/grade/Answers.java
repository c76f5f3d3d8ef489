package raftbook.book.grade;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import raftbook.book.chapter.Cell;
import raftbook.book.grade.NotebookFile.CodeCell;
import raftbook.book.notebook.Notebook;

/**
 * Finds a student's answers in a notebook: by the names that its cells have from us, or by what cells declare where a front end
 * dropped them, cells were moved, or the notebook is another edition's. The checks in it are never used.
 */
final class Answers {
    /** An edited cell counts as the book's if it declares what only that cell declares, or has its name. */
    private enum Is {
        BOOK,
        STARTER,
        CHECK,
        OWN
    }

    private final Edition edition;
    private final String chapter;
    private final NotebookFile notebook;
    private final List<Is> kinds = new ArrayList<>();
    private final Map<String, Cell> byId = new HashMap<>();
    private final Map<String, Cell> byText = new HashMap<>();

    /**
     * An answer.
     *
     * @param source empty if there is none
     * @param untouched whether it is the starter as it stands
     */
    record Answer(String source, boolean untouched, List<String> remarks) {}

    Answers(Edition edition, String chapter, NotebookFile notebook) {
        this.edition = edition;
        this.chapter = chapter;
        this.notebook = notebook;
        for (Cell cell : edition.cells(chapter)) {
            byId.put(cell.id(), cell);
            byText.putIfAbsent(plain(cell.source()), cell);
        }
        for (CodeCell cell : notebook.cells()) kinds.add(kind(cell));
    }

    /** The chapter that a notebook is of: the one most of whose cells it has, or the one that its heading or name says. */
    static Optional<String> chapterOf(NotebookFile notebook, Edition edition) {
        Set<String> texts =
                notebook.cells().stream().map(cell -> plain(cell.source())).collect(Collectors.toSet());
        String best = "";
        long most = 1;
        for (String chapter : edition.chapters()) {
            long same = edition.cells(chapter).stream()
                    .filter(cell -> cell.source().length() > 40)
                    .filter(cell -> texts.contains(plain(cell.source())))
                    .count();
            if (same > most) {
                most = same;
                best = chapter;
            }
        }
        if (!best.isEmpty()) return Optional.of(best);
        return edition.tasks().stream()
                .filter(task -> notebook.name().contains(task.chapter())
                        || notebook.heading().startsWith("# " + task.label() + ":"))
                .map(Task::chapter)
                .findFirst();
    }

    static String plain(String source) {
        return source.replaceAll("\\s+|// ?[①-⑳]|// ?<\\d+>", "");
    }

    private Is kind(CodeCell cell) {
        Cell same = byText.get(plain(cell.source()));
        if (same != null) return same.is(Cell.STARTER) ? Is.STARTER : same.is(Cell.CHECK) ? Is.CHECK : Is.BOOK;
        Cell named = byId.get(cell.id());
        if (named != null && !named.is(Cell.STARTER) && resembles(cell.source(), named.source())) {
            return named.is(Cell.CHECK) ? Is.CHECK : Is.BOOK;
        }
        Set<String> declared = names(cell.source());
        for (Task task : tasks()) {
            Set<String> checks = new HashSet<>(names(task.check()));
            checks.removeAll(names(task.starter()));
            boolean answers = !Collections.disjoint(declared, names(task.starter()));
            if (!answers && !Collections.disjoint(declared, checks) && resembles(cell.source(), task.check()))
                return Is.CHECK;
        }
        return Is.OWN;
    }

    /** Whether half of the names in one are in the other. */
    private boolean resembles(String one, String other) {
        Set<String> a = edition.names().of(one).used();
        Set<String> b = edition.names().of(other).used();
        long both = a.stream().filter(b::contains).count();
        return both * 2 >= Math.max(1, Math.min(a.size(), b.size()));
    }

    private List<Task> tasks() {
        return edition.tasks().stream()
                .filter(task -> task.chapter().equals(chapter))
                .toList();
    }

    private Set<String> names(String source) {
        return edition.names().of(source).names();
    }

    Answer find(Task task) {
        List<String> remarks = new ArrayList<>();
        Set<String> wanted = wanted(task);
        int main = main(task, wanted, remarks);
        if (main < 0) return new Answer("", false, remarks);
        List<Integer> parts = new ArrayList<>(List.of(main));
        for (int i = main + 1; i < kinds.size() && kinds.get(i) == Is.OWN && !isOthers(i, task); i++) parts.add(i);
        if (kinds.get(main) == Is.STARTER && parts.size() == 1) {
            IntStream.range(0, kinds.size()).filter(i -> isOwn(i, wanted)).forEach(parts::add);
        }
        if (parts.size() > 1) remarks.add("with cells of the student's own");
        helpers(parts);
        if (!hasCheck(task)) remarks.add("its check is missing or changed; the book's was used");
        String source =
                parts.stream().map(i -> notebook.cells().get(i).source()).collect(Collectors.joining("\n"));
        return new Answer(source, plain(source).equals(plain(task.starter())), remarks);
    }

    /** The names by which an answer is known: those of the starter that the check uses. */
    private Set<String> wanted(Task task) {
        Set<String> used = edition.names().of(task.check()).used();
        Set<String> starter = names(task.starter());
        Set<String> wanted = starter.stream().filter(used::contains).collect(Collectors.toSet());
        return wanted.isEmpty() ? starter : wanted;
    }

    private boolean isOwn(int cell, Set<String> wanted) {
        return kinds.get(cell) == Is.OWN
                && !Collections.disjoint(names(notebook.cells().get(cell).source()), wanted);
    }

    private boolean isOthers(int cell, Task task) {
        return tasks().stream()
                .anyMatch(other -> !other.id().equals(task.id())
                        && notebook.cells().get(cell).id().equals(other.starterCell()));
    }

    private int main(Task task, Set<String> wanted, List<String> remarks) {
        int named = -1;
        int declaring = -1;
        for (int i = 0; i < kinds.size(); i++) {
            CodeCell cell = notebook.cells().get(i);
            boolean itsName = cell.id().equals(task.starterCell());
            boolean same = plain(cell.source()).equals(plain(task.starter()));
            if (same || itsName && isOwn(i, wanted)) return i;
            if (isOwn(i, wanted) && !isOthers(i, task)) declaring = i;
            if (itsName && kinds.get(i) == Is.OWN && declaresNothingKnown(cell, task)) named = i;
        }
        if (declaring >= 0) remarks.add("found by what it declares, not by the name of its cell");
        return declaring >= 0 ? declaring : named;
    }

    /** An answer that cannot be read, or an empty one, is still an answer if it stands in the exercise's cell. */
    private boolean declaresNothingKnown(CodeCell cell, Task task) {
        return tasks().stream()
                .filter(other -> !other.id().equals(task.id()))
                .allMatch(other -> Collections.disjoint(names(cell.source()), wanted(other)));
    }

    private boolean hasCheck(Task task) {
        String check = plain(task.check());
        return notebook.cells().stream().anyMatch(cell -> plain(cell.source()).equals(check));
    }

    /** Cells of the student's own, from elsewhere, that declare what the answer uses and the book does not have. */
    private void helpers(List<Integer> parts) {
        Set<String> have = new HashSet<>();
        edition.cells(chapter).forEach(cell -> have.addAll(names(cell.source())));
        for (int round = 0; round < 3; round++) {
            Set<String> used = new HashSet<>();
            for (int part : parts) {
                have.addAll(names(notebook.cells().get(part).source()));
                used.addAll(
                        edition.names().of(notebook.cells().get(part).source()).free());
            }
            used.removeAll(have);
            for (int i = 0; i < kinds.size(); i++) {
                if (!parts.contains(i) && isOwn(i, used)) parts.add(0, i);
            }
        }
    }

    /** What there is to say of the notebook itself. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        List<Cell> book = edition.cells(chapter).stream()
                .filter(cell -> cell.exercise().isEmpty() && cell.question().isEmpty())
                .toList();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < notebook.cells().size(); i++) {
            places.putIfAbsent(plain(notebook.cells().get(i).source()), i);
        }
        List<Integer> order = book.stream()
                .map(cell -> places.get(plain(cell.source())))
                .filter(place -> place != null)
                .toList();
        int missing = book.size() - order.size();
        if (missing > 0) {
            remarks.add(missing + " of " + book.size() + " cells of " + chapter + " are missing or not this edition's");
        }
        if (!notebook.edition().isEmpty() && !notebook.edition().equals(Notebook.edition(edition.cells(chapter)))) {
            remarks.add(notebook.name() + ": made from another edition of the chapter");
        }
        if (!order.equals(order.stream().sorted().toList()))
            remarks.add(notebook.name() + ": cells are in another order");
        if (!notebook.hasIds()) remarks.add(notebook.name() + ": the cells have no names");
        if (!notebook.savedBy().isEmpty()) remarks.add(notebook.name() + ": saved by " + notebook.savedBy());
        return remarks;
    }

    /** How many exercises have another answer than the starter: of two notebooks the one with more is graded. */
    long answered() {
        return tasks().stream()
                .map(this::find)
                .filter(answer -> !answer.source().isEmpty() && !answer.untouched())
                .count();
    }
}
