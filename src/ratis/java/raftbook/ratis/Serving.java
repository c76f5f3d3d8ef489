package raftbook.ratis;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import raftbook.raft.RefusedException;

/** The commands that have to do with servers. */
final class Serving {

    private Serving() {}

    @Command(name = "serve", description = "Runs one server in this process.", mixinStandardHelpOptions = true)
    static final class Serve implements Callable<Integer> {
        @ParentCommand
        Main main;

        @Parameters(paramLabel = "NAME", description = "Which server of the list this is.")
        String id;

        @Option(
                names = "--data",
                paramLabel = "FOLDER",
                defaultValue = "raftbook-data",
                description = "Each server has a folder of its name below it. Default: ${DEFAULT-VALUE}")
        Path data;

        @Option(
                names = "--join",
                description = "Waits until the cluster takes it in, instead of founding one with those in the list.")
        boolean join;

        @Option(
                names = "--election-timeout",
                paramLabel = "MILLIS",
                defaultValue = "300",
                description = "The shortest; the longest is twice that. Default: ${DEFAULT-VALUE}")
        long electionTimeout;

        @Option(
                names = "--listen",
                paramLabel = "HOST:PORT",
                description = "Where it listens, if others reach it at its address in the list by a detour.")
        String listen;

        @Option(
                names = "--snapshot-every",
                paramLabel = "ENTRIES",
                defaultValue = "100000",
                description = "How many entries lie between snapshots. Default: ${DEFAULT-VALUE}")
        long snapshotEvery;

        @Override
        public Integer call() throws Exception {
            CountDownLatch broken = new CountDownLatch(1);
            Server.Options options = new Server.Options(
                    main.group(), id, data.resolve(id), Duration.ofMillis(electionTimeout), snapshotEvery, join);
            if (listen == null) listen = main.group().addressOf(id);
            Server server = new Server(options, listen, why -> {
                System.err.println(id + " cannot go on: " + why);
                broken.countDown();
            });
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
            System.out.println(id + " listens on " + listen + ", and stores in " + data.resolve(id));
            broken.await();
            // Its threads may hang on the broken disk: it ends at once, which a server must survive anyway.
            Runtime.getRuntime().halt(Main.REFUSED);
            return Main.REFUSED;
        }

        private static void close(Server server) {
            try {
                server.close();
            } catch (IOException ignored) {
                // The process ends.
            }
        }
    }

    @Command(
            name = "up",
            description = "Starts servers as processes of this machine, and waits until they serve.",
            mixinStandardHelpOptions = true)
    static final class Up implements Callable<Integer> {
        @ParentCommand
        Main main;

        @Parameters(
                arity = "0..*",
                paramLabel = "NAME",
                description = "Which of the list; all, if none is named. NAME=HOST:PORT adds one to the cluster.")
        List<String> names = new ArrayList<>();

        @Option(names = "--data", paramLabel = "FOLDER", defaultValue = "raftbook-data", description = "See serve.")
        Path data;

        @Option(
                names = "--wait",
                paramLabel = "SECONDS",
                defaultValue = "60",
                description = "Default: ${DEFAULT-VALUE}")
        long seconds;

        @Override
        public Integer call() throws Exception {
            if (names.isEmpty()) names.addAll(main.group().servers().keySet());
            List<String> joining =
                    names.stream().filter(name -> name.contains("=")).collect(Collectors.toList());
            String all = main.servers + joining.stream().map(each -> "," + each).collect(Collectors.joining());
            Group group = Group.of(main.cluster, all);
            for (String name : names) {
                String id = name.split("=")[0];
                Ports.requireFree(group.addressOf(id));
                start(id, all, joining.contains(name));
            }
            try (Members members = new Members(group, Duration.ofSeconds(3))) {
                for (String each : joining) {
                    String id = each.split("=")[0];
                    awaitAnswer(group, id);
                    members.add(id, group.addressOf(id));
                }
            }
            for (String each : names) awaitAnswer(group, each.split("=")[0]);
            awaitLeader(group);
            System.out.println(names + " up; leader: " + leader(group));
            return Main.DONE;
        }

        private void start(String id, String all, boolean join) throws IOException {
            Files.createDirectories(data);
            Path log = data.resolve(id + ".log");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "serve",
                    id,
                    "--servers=" + all,
                    "--cluster=" + main.cluster,
                    "--data=" + data));
            if (join) command.add("--join");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .start();
            Files.writeString(data.resolve(id + ".pid"), process.pid() + "\n");
            System.out.println(id + ": process " + process.pid() + ", log " + log);
        }

        private void awaitAnswer(Group group, String id) throws InterruptedException {
            await("server " + id + " does not answer; see " + data.resolve(id + ".log"), () -> statusOf(group).stream()
                    .anyMatch(status -> status.id().equals(id) && !status.role().equals("DOWN")));
        }

        private void awaitLeader(Group group) throws InterruptedException {
            await("no leader; see the logs in " + data, () -> !leader(group).isEmpty());
        }

        private void await(String otherwise, java.util.function.BooleanSupplier fact) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            while (!fact.getAsBoolean()) {
                if (System.nanoTime() > end) throw new RefusedException("after " + seconds + " s: " + otherwise);
                Thread.sleep(100);
            }
        }
    }

    private static List<Members.Status> statusOf(Group group) {
        try (Members members = new Members(group, Duration.ofSeconds(3))) {
            return members.status();
        } catch (IOException closing) {
            throw new java.io.UncheckedIOException(closing);
        }
    }

    private static String leader(Group group) {
        return statusOf(group).stream()
                .filter(status -> status.role().equals("LEADER"))
                .map(Members.Status::id)
                .findFirst()
                .orElse("");
    }

    @Command(
            name = "down",
            description = "Stops servers that up has started. What they store stays.",
            mixinStandardHelpOptions = true)
    static final class Down implements Callable<Integer> {
        @ParentCommand
        Main main;

        @Parameters(arity = "0..*", paramLabel = "NAME", description = "Which; all, if none is named.")
        List<String> names = new ArrayList<>();

        @Option(names = "--data", paramLabel = "FOLDER", defaultValue = "raftbook-data", description = "See serve.")
        Path data;

        @Override
        public Integer call() throws Exception {
            if (names.isEmpty()) {
                try (var files = Files.list(data)) {
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".pid"))
                            .forEach(name -> names.add(name.substring(0, name.length() - 4)));
                }
            }
            for (String id : names) stop(id);
            return Main.DONE;
        }

        private void stop(String id) throws Exception {
            Path file = data.resolve(id + ".pid");
            if (!Files.exists(file))
                throw new RefusedException("server '" + id + "' was not started by up: " + file + " is not there");
            var process = ProcessHandle.of(Long.parseLong(Files.readString(file).trim()));
            // A number is used again: only a Java process is ours.
            if (process.isPresent() && process.get().info().command().orElse("").endsWith("java")) {
                process.get().destroy();
                process.get().onExit().get(20, TimeUnit.SECONDS);
            }
            Files.delete(file);
            System.out.println(id + " down");
        }
    }

    @Command(
            name = "leave",
            description = "Lets a server go from the cluster; then it can be stopped, and its folder deleted.",
            mixinStandardHelpOptions = true)
    static final class Leave implements Callable<Integer> {
        @ParentCommand
        Main main;

        @Parameters(paramLabel = "NAME", description = "Which server.")
        String id;

        @Override
        public Integer call() throws Exception {
            try (Members members = new Members(main.group(), Duration.ofSeconds(3))) {
                members.remove(id);
                System.out.println(
                        main.json ? Json.of(Asking.map("outcome", "done")) : "done: members " + members.members());
            }
            return Main.DONE;
        }
    }

    @Command(name = "transfer", description = "Makes a server the leader.", mixinStandardHelpOptions = true)
    static final class Transfer implements Callable<Integer> {
        @ParentCommand
        Main main;

        @Parameters(paramLabel = "NAME", description = "Which server.")
        String id;

        @Override
        public Integer call() throws Exception {
            try (Members members = new Members(main.group(), Duration.ofSeconds(3))) {
                members.transfer(id);
                System.out.println(main.json ? Json.of(Asking.map("outcome", "done")) : "done: " + id + " leads");
            }
            return Main.DONE;
        }
    }

    @Command(name = "status", description = "Says how each server is.", mixinStandardHelpOptions = true)
    static final class StatusCommand implements Callable<Integer> {
        @ParentCommand
        Main main;

        @Override
        public Integer call() {
            List<Members.Status> all = statusOf(main.group());
            if (main.json) {
                System.out.println(Json.of(all.stream().map(StatusCommand::map).collect(Collectors.toList())));
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

    @Command(name = "snapshot", description = "Makes a server write a snapshot now.", mixinStandardHelpOptions = true)
    static final class SnapshotCommand implements Callable<Integer> {
        @ParentCommand
        Main main;

        @Parameters(paramLabel = "NAME", description = "Which server.")
        String id;

        @Override
        public Integer call() throws Exception {
            try (Members members = new Members(main.group(), Duration.ofSeconds(3))) {
                long index = members.snapshot(id);
                System.out.println(
                        main.json
                                ? Json.of(Asking.map("outcome", "done", "index", index))
                                : "done: up to entry " + index);
            }
            return Main.DONE;
        }
    }
}
