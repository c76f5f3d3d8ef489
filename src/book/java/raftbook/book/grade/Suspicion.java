package raftbook.book.grade;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What in an answer's text could deceive its check. What would take the place of something that the check stands on is refused;
 * what an honest answer hardly needs is shown to a person, who decides.
 */
final class Suspicion {
    private static final Map<String, Pattern> WORTH_A_LOOK = Map.of(
            "ends or steers the JVM",
                    Pattern.compile("\\b(System\\s*\\.\\s*exit|Runtime|halt|ProcessHandle|ProcessBuilder)\\b"),
            "reflection",
                    Pattern.compile(
                            "\\b(reflect|setAccessible|forName|getDeclared\\w+|MethodHandles?|Unsafe|ClassLoader)\\b"),
            "files or the network",
                    Pattern.compile("\\b(java\\.io|nio|Files?|Paths?|FileDescriptor|Socket|URL|HttpClient)\\b"),
            "threads", Pattern.compile("\\b(Thread|ForkJoinPool|Executors?|ExecutorService|parallel\\w*)\\b"),
            "a check's words", Pattern.compile("\"\\s*Passed"),
            "an equals of its own", Pattern.compile("\\bboolean\\s+equals\\s*\\("));

    private Suspicion() {}

    /** What a person should look at, in words; empty for most answers. */
    static List<String> worthALook(String answer, Task task) {
        List<String> found = new ArrayList<>();
        WORTH_A_LOOK.forEach((words, pattern) -> {
            boolean own = pattern.matcher(task.starter()).find()
                    || pattern.matcher(task.solution()).find();
            if (!own && pattern.matcher(answer).find()) found.add(words);
        });
        return found.stream().sorted().toList();
    }

    /** Why an answer is not judged at all: the check would judge something else. */
    static Optional<String> refusal(String answer, Task task, List<String> slice, Names names) {
        List<Names.Declared> declared = names.of(answer).declared();
        Set<String> may = task.declares().stream().map(Names.Declared::name).collect(Collectors.toSet());
        Set<String> mustNot = new HashSet<>(names.of(task.check()).free());
        mustNot.addAll(names.of(task.check()).names());
        for (String cell : slice) {
            mustNot.addAll(names.of(cell).free());
            mustNot.addAll(names.of(cell).names());
        }
        mustNot.add("display");
        mustNot.removeAll(may);
        Set<String> taken = declared.stream()
                .map(Names.Declared::name)
                .filter(mustNot::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!taken.isEmpty()) {
            return Optional.of("the answer declares " + String.join(", ", taken) + ", which the check, or a cell of the"
                    + " chapter that it needs, uses in another sense: choose another name");
        }
        Set<String> ownTypes = declared.stream()
                .filter(each -> each.kind() == Names.Kind.TYPE && !may.contains(each.name()))
                .map(Names.Declared::name)
                .collect(Collectors.toSet());
        return declared.stream()
                .filter(each -> may.contains(each.name()) && ownTypes.contains(each.type()))
                .findFirst()
                .map(each -> each.name() + " is of the answer's own type " + each.type()
                        + ": the check asks for what the starter has");
    }
}
