package raftbook.ratis;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import raftbook.raft.RefusedException;

/** The commands that start servers as processes of this machine, and stop them. */
final class Launching {

    private Launching() {}

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
            try (Members members = new Members(group, Members.PER_TRY)) {
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
            await(
                    "server " + id + " does not answer; see " + data.resolve(id + ".log"),
                    () -> Members.statusOf(group).stream()
                            .anyMatch(status ->
                                    status.id().equals(id) && !status.role().equals("DOWN")));
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

        private static String leader(Group group) {
            return Members.statusOf(group).stream()
                    .filter(status -> status.role().equals("LEADER"))
                    .map(Members.Status::id)
                    .findFirst()
                    .orElse("");
        }
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
}
