package raftbook.ratis;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import raftbook.metadata.UnknownOutcomeException;
import raftbook.raft.RefusedException;

/** {@code raftbook}: starts servers, and asks them. */
@Command(
        name = "raftbook",
        mixinStandardHelpOptions = true,
        version = "raftbook 0.1.0 on Apache Ratis 3.3.0",
        description = "A metadata store on Apache Ratis: servers in processes of their own, and a client.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused, and certainly not done",
            "2:not understood, and certainly not done",
            "3:unknown: it may have been done, or may still be",
            "4:there is no such key"
        },
        subcommands = {
            Serve.class,
            Launching.Up.class,
            Launching.Down.class,
            Managing.Leave.class,
            Managing.Transfer.class,
            Managing.Status.class,
            Managing.Snapshot.class,
            Asking.Put.class,
            Asking.Get.class,
            Asking.Delete.class,
            Asking.Cas.class,
            Asking.List.class,
            Asking.Watch.class,
            AutoComplete.GenerateCompletion.class
        })
public final class Main implements Callable<Integer> {

    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int NOT_UNDERSTOOD = 2;
    static final int UNKNOWN = 3;
    static final int ABSENT = 4;

    @Option(
            names = "--servers",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME=HOST:PORT,...",
            defaultValue = "${env:RAFTBOOK_SERVERS:-" + Group.HERE + "}",
            description = "The servers (RAFTBOOK_SERVERS). Default: ${DEFAULT-VALUE}")
    String servers;

    @Option(
            names = "--cluster",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            defaultValue = "${env:RAFTBOOK_CLUSTER:-raftbook}",
            description = "The cluster's name (RAFTBOOK_CLUSTER). Default: ${DEFAULT-VALUE}")
    String cluster;

    @Option(
            names = "--patience",
            scope = ScopeType.INHERIT,
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to wait until the outcome is unknown. Default: ${DEFAULT-VALUE}")
    double patience;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Answer with a line of JSON.")
    boolean json;

    Group group() {
        return Group.of(cluster, servers);
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return NOT_UNDERSTOOD;
    }

    /** Runs one command, and ends with its exit code. */
    public static void main(String[] args) {
        // A server's log goes to its output; a client says what there is to say itself. Both can be told otherwise.
        boolean serves = args.length > 0 && args[0].equals("serve");
        String level = "org.slf4j.simpleLogger.defaultLogLevel";
        if (System.getProperty(level) == null) System.setProperty(level, serves ? "warn" : "off");
        System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
        System.exit(run(args));
    }

    /** Runs one command. */
    static int run(String... args) {
        Main main = new Main();
        return new CommandLine(main)
                .setExecutionExceptionHandler((failure, line, parsed) -> main.report(failure))
                .execute(args);
    }

    /** Says what went wrong, and how certain that is. */
    private int report(Exception failure) {
        Throwable why = failure;
        while (why.getCause() != null && why instanceof java.util.concurrent.ExecutionException) why = why.getCause();
        boolean known = why instanceof RefusedException
                || why instanceof IllegalArgumentException
                || why instanceof java.io.IOException;
        int code = why instanceof UnknownOutcomeException ? UNKNOWN : known ? REFUSED : UNKNOWN;
        String outcome = code == REFUSED ? "refused" : "unknown";
        String message = known || why instanceof UnknownOutcomeException ? why.getMessage() : why.toString();
        if (json) System.out.println(Json.of(Asking.map("outcome", outcome, "why", message)));
        else System.err.println(outcome + ": " + message);
        return code;
    }
}
