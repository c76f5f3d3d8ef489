package raftbook.ratis;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The commands that look at servers which run, and tell them what to do. */
final class Managing {

    private Managing() {}

    /** What they have in common: a server that is named, and how it is said that something is done. */
    abstract static class Managed implements Callable<Integer> {
        @ParentCommand
        Main main;

        @Parameters(paramLabel = "NAME", description = "Which server.")
        String id;

        @Override
        public Integer call() throws IOException {
            Map<String, Object> json = Asking.map("outcome", "done");
            try (Members members = new Members(main.group(), Members.PER_TRY)) {
                String text = manage(members, json);
                System.out.println(main.json ? Json.of(json) : "done: " + text);
            }
            return Main.DONE;
        }

        /**
         * Does it, and returns what there is to say of it.
         *
         * @param more gets what a program may want to know besides
         */
        abstract String manage(Members members, Map<String, Object> more) throws IOException;
    }

    @Command(
            name = "leave",
            description = "Lets a server go from the cluster; then it can be stopped, and its folder deleted.",
            mixinStandardHelpOptions = true)
    static final class Leave extends Managed {
        @Override
        String manage(Members members, Map<String, Object> more) throws IOException {
            members.remove(id);
            return "members " + members.members();
        }
    }

    @Command(name = "transfer", description = "Makes a server the leader.", mixinStandardHelpOptions = true)
    static final class Transfer extends Managed {
        @Override
        String manage(Members members, Map<String, Object> more) throws IOException {
            members.transfer(id);
            return id + " leads";
        }
    }

    @Command(name = "snapshot", description = "Makes a server write a snapshot now.", mixinStandardHelpOptions = true)
    static final class Snapshot extends Managed {
        @Override
        String manage(Members members, Map<String, Object> more) throws IOException {
            long index = members.snapshot(id);
            more.put("index", index);
            return "up to entry " + index;
        }
    }

    @Command(name = "status", description = "Says how each server is.", mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {
        @ParentCommand
        Main main;

        @Override
        public Integer call() {
            List<Members.Status> all = Members.statusOf(main.group());
            if (main.json) {
                System.out.println(Json.of(all.stream().map(Status::map).collect(Collectors.toList())));
            } else {
                String row = "%-6s %-22s %-10s %6s %10s %10s %10s%n";
                System.out.printf(row, "server", "address", "role", "term", "committed", "applied", "snapshot");
                for (Members.Status s : all) {
                    System.out.printf(
                            row, s.id(), s.address(), s.role(), s.term(), s.committed(), s.applied(), s.snapshot());
                }
            }
            return all.stream().anyMatch(status -> status.role().equals("LEADER")) ? Main.DONE : Main.REFUSED;
        }

        private static Object map(Members.Status s) {
            return Asking.map(
                    "server",
                    s.id(),
                    "address",
                    s.address(),
                    "role",
                    s.role(),
                    "term",
                    s.term(),
                    "committed",
                    s.committed(),
                    "applied",
                    s.applied(),
                    "snapshot",
                    s.snapshot(),
                    "members",
                    s.members());
        }
    }
}
