package raftbook.book.chapter;

import java.util.stream.Collectors;

/** What chapters refer to by id: the lists below {@code docs/}. */
public record References(Figure2 figure2, Misconceptions misconceptions) {
    public static References read(Layout layout) {
        return new References(Figure2.read(layout), Misconceptions.read(layout));
    }

    /** Changes with all that a chapter's text draws from the lists and from other chapters. */
    String digest(Plan plan) {
        String told = plan.rules().entrySet().stream()
                .map(rule -> rule.getKey() + " " + rule.getValue().name())
                .collect(Collectors.joining("\n"));
        String table = misconceptions.table(plan.misconceptions());
        return Digest.of(
                figure2.toString(),
                told,
                table,
                misconceptions.tableChapter(plan.chapters()).toString());
    }
}
