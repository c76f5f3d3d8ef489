package raftbook.ratis;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command that is a server. */
@Command(name = "serve", description = "Runs one server in this process.", mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {
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
