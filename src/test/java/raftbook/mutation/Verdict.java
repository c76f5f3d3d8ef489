package raftbook.mutation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Judges what PIT has found: fails where a package is too weak, or where a mutant lives and nobody has said why. */
public final class Verdict {

    private Verdict() {}

    /** @param args the packages, each as the name of a goal that examined it: {@code raft}, or {@code ...@raft} */
    public static void main(String[] args) throws Exception {
        Explained explained = Explained.read();
        boolean good = true;
        for (String goal : String.join(" ", args).split("\\s+")) {
            String room = goal.substring(goal.lastIndexOf('@') + 1);
            List<Mutant> mutants = Mutant.ofReport(Path.of("target/mutation", room, "mutations.xml"));
            List<String> complaints = complaints(room, mutants, explained);
            complaints.forEach(System.out::println);
            good &= complaints.isEmpty();
        }
        if (!good) System.exit(1);
    }

    private static List<String> complaints(String room, List<Mutant> mutants, Explained explained) {
        long covered = mutants.stream().filter(Mutant::isCovered).count();
        long killed = mutants.stream().filter(Mutant::isKilled).count();
        int wanted = explained.strengths().get(room);
        System.out.printf(
                "%-8s  %d mutants, %d covered, %d killed: strength %.1f%% of at least %d%%%n",
                room, mutants.size(), covered, killed, 100.0 * killed / covered, wanted);
        List<String> complaints = new ArrayList<>();
        if (100 * killed < wanted * covered) complaints.add("  " + room + " is weaker than that");
        List<String> reasons = new ArrayList<>(explained.survivorsOf(room));
        for (Mutant mutant : mutants) {
            if (mutant.isKilled() || mutant.status().equals("SURVIVED") && reasons.remove(mutant.name())) continue;
            complaints.add("  " + mutant.status() + " | " + mutant.name());
        }
        for (String name : reasons) complaints.add("  explained, but no longer so: " + name);
        return complaints;
    }
}
