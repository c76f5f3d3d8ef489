package raftbook.book.chapter;

import java.util.stream.Collectors;

/** What chapters refer to by id: the lists below {@code docs/}. */
public record References(
        Figure2 figure2, RuleMap ruleMap, Misconceptions misconceptions, Glossary glossary, Exhibits exhibits) {
    public static References read(Layout layout) {
        return new References(
                Figure2.read(layout),
                RuleMap.read(layout),
                Misconceptions.read(layout),
                Glossary.read(layout),
                Exhibits.read(layout));
    }

    /** Changes with all that this chapter's text draws from the lists and from other chapters. */
    String digest(Plan plan, Chapter chapter) {
        String told = plan.rules().entrySet().stream()
                .map(rule -> rule.getKey() + " " + rule.getValue().name())
                .collect(Collectors.joining("\n"));
        String table = misconceptions.table(plan.misconceptions());
        return Digest.of(
                figure2.toString(),
                told,
                chapter.text().contains(RuleMap.MACRO + "::") ? ruleMap.table(figure2, plan) : "",
                chapter.text().contains(Glossary.MACRO + "::") ? glossary.table(plan.chapters()) : "",
                exhibits.shownIn(chapter),
                table,
                misconceptions.tableChapter(plan.chapters()).toString());
    }
}
