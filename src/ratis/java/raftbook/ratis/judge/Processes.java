package raftbook.ratis.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import raftbook.ratis.Client;
import raftbook.ratis.Group;
import raftbook.ratis.Main;
import raftbook.ratis.Members;

/**
 * A cluster on this machine, a process for each server. Servers know each other by doors of ours, so that they can be cut off from each
 * other; clients pass through all doors.
 */
public final class Processes implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    /** So many entries may be committed while servers are looked at, one after the other. */
    private static final int FEW = 100;

    private final Path folder;
    private final Duration electionTimeout;
    private final Class<?> program;
    private final Map<String, Door> doors = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Map<String, Process> running = new LinkedHashMap<>();
    private final Group group;

    /** Starts so many servers, {@code n1} and on, which log and store below the folder. */
    public static Processes start(int servers, Path folder, Duration electionTimeout) throws IOException {
        return start(servers, folder, electionTimeout, Main.class);
    }

    /** @param program is started with the arguments of {@code serve} */
    static Processes start(int servers, Path folder, Duration electionTimeout, Class<?> program) throws IOException {
        Processes processes = new Processes(servers, folder, electionTimeout, program);
        for (String id : processes.group.servers().keySet()) processes.start(id);
        return processes;
    }

    private Processes(int servers, Path folder, Duration electionTimeout, Class<?> program) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.electionTimeout = electionTimeout;
        this.program = program;
        FreePorts free = new FreePorts();
        Map<String, String> addresses = new LinkedHashMap<>();
        for (int i = 1; i <= servers; i++) {
            String id = "n" + i;
            int port = free.next();
            Door[] door = new Door[1];
            door[0] = new Door(port, from -> caller(from, door[0].port()));
            ports.put(id, port);
            doors.put(id, door[0]);
            addresses.put(id, "127.0.0.1:" + door[0].port());
        }
        group = new Group("processes", addresses);
    }

    private synchronized String caller(int from, int to) {
        return running.entrySet().stream()
                .filter(each -> Callers.holds(each.getValue().pid(), from, to))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("client");
    }

    /** Starts a server that does not run; it goes on with what lies in its folder. */
    public synchronized void start(String id) throws IOException {
        String list = group.servers().entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        // It is killed before it would have paid to compile any better.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:MetaspaceSize=64m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        program.getName(),
                        "serve",
                        id,
                        "--servers=" + list,
                        "--cluster=" + group.name(),
                        "--listen=127.0.0.1:" + ports.get(id),
                        "--data=" + folder,
                        "--snapshot-every=2000",
                        "--election-timeout=" + electionTimeout.toMillis())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(id + ".log").toFile()))
                .start();
        running.put(id, process);
    }

    /** Ends a server as {@code kill -9} does: nothing is flushed, closed or said. */
    public void kill(String id) {
        Process process = process(id);
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Process process(String id) {
        return running.get(id);
    }

    /** Stops a server in the middle of whatever it does ({@code SIGSTOP}), until it goes on. It does not notice. */
    public void stop(String id) throws IOException {
        signal("-STOP", id);
    }

    /** Lets a stopped server go on. */
    public void goOn(String id) throws IOException {
        signal("-CONT", id);
    }

    private void signal(String what, String id) throws IOException {
        try {
            new ProcessBuilder("kill", what, Long.toString(process(id).pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cuts a server off from all others, in both directions; clients still reach it. */
    public void cutOff(String id) {
        doors.forEach(
                (to, door) -> door.refuse(to.equals(id) ? group.servers()::containsKey : caller -> caller.equals(id)));
    }

    /** All reach each other again. */
    public void heal() {
        doors.values().forEach(door -> door.refuse(caller -> false));
    }

    /** The servers' names and the addresses of their doors. */
    public Group group() {
        return group;
    }

    /** A new client. */
    public Client client(Duration patience) {
        return new Client(group, patience);
    }

    /** Who leads, as far as the servers say; of two the one with the higher term. */
    public Optional<String> leader() {
        return status().stream()
                .filter(each -> each.role().equals("LEADER"))
                .max(Comparator.comparingLong(Members.Status::term))
                .map(Members.Status::id);
    }

    private List<Members.Status> status() {
        try (Members members = new Members(group, Duration.ofMillis(500))) {
            return members.status();
        } catch (IOException closed) {
            return List.of();
        }
    }

    /** @throws IllegalStateException if there is no leader within a minute */
    public String awaitLeader() {
        Patience patience = Patience.ofAMinute();
        for (Optional<String> leader = leader(); ; leader = leader()) {
            if (leader.isPresent()) return leader.get();
            lookAgain(patience, "there is no leader");
        }
    }

    /** Waits until every server answers, and has applied what was committed somewhere when it was asked. */
    void awaitAll() {
        Patience patience = Patience.ofAMinute();
        while (!areAllThere()) lookAgain(patience, "not all servers have come back");
    }

    private boolean areAllThere() {
        List<Members.Status> all = status();
        long committed = all.stream().mapToLong(Members.Status::committed).max().orElse(0);
        return all.stream().allMatch(each -> each.applied() >= 0 && each.applied() >= committed - FEW);
    }

    private static void lookAgain(Patience patience, String otherwise) {
        patience.check(otherwise);
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }

    /** What is to be seen of each server, from outside: its process, what it says of itself, and the last words of its log. */
    Map<String, String> looks() {
        Map<String, String> looks = new LinkedHashMap<>();
        for (Members.Status each : status()) {
            Process process = process(each.id());
            String state = process.isAlive() ? "process " + process.pid() : "ended with " + process.exitValue();
            String role = each.role().equals("DOWN")
                    ? "does not answer"
                    : each.role() + " of term " + each.term() + ", committed " + each.committed() + ", applied "
                            + each.applied();
            looks.put(each.id(), state + "; " + role + "; last said: " + lastWords(each.id()));
        }
        return looks;
    }

    private String lastWords(String id) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(id + ".log"));
            return lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1);
        } catch (IOException unread) {
            return "nothing that can be read";
        }
    }

    @Override
    public synchronized void close() {
        running.values().forEach(Process::destroyForcibly);
        doors.values().forEach(Door::close);
    }
}
