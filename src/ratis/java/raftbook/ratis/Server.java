package raftbook.ratis;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;

/** One server of the cluster, in this process. */
public final class Server implements AutoCloseable {

    /** How a server is started. */
    public record Options(
            Group group, String id, Path folder, Duration electionTimeout, long snapshotEvery, boolean joins) {

        /** As the launcher starts it, unless told otherwise. */
        public static Options of(Group group, String id, Path folder) {
            return new Options(group, id, folder, Duration.ofMillis(300), 100_000, false);
        }
    }

    private final RaftServer raft;

    /**
     * Starts a server. It goes on where one was stopped that used this folder.
     *
     * @param whenBroken is told why this server cannot go on, if it cannot
     * @throws IllegalArgumentException if the list of servers does not name this one, or the folder belongs to another
     * @throws IOException if the folder cannot be used, or the port is taken
     */
    public Server(Options options, Consumer<String> whenBroken) throws IOException {
        this(options, options.group.addressOf(options.id), whenBroken);
    }

    /**
     * As above; others reach this server at its address in the list, which leads, by whatever way, to the one at which it listens.
     *
     * @param listen {@code HOST:PORT}
     */
    public Server(Options options, String listen, Consumer<String> whenBroken) throws IOException {
        options.group.addressOf(options.id);
        Home home = new Home(options.folder);
        home.claim(options.group, options.id);
        Ports.requireFree(listen);
        RaftGroup known = options.joins ? RaftGroup.valueOf(options.group.id()) : options.group.raft();
        raft = RaftServer.newBuilder()
                .setServerId(options.group.peer(options.id).getId())
                .setGroup(known)
                .setOption(home.isUsed(options.group) ? StartupOption.RECOVER : StartupOption.FORMAT)
                .setStateMachine(new StoreMachine(whenBroken))
                .setProperties(Settings.server(options.folder, listen, options.electionTimeout, options.snapshotEvery))
                .build();
        raft.start();
    }

    /** The server, as Ratis has it. */
    public RaftServer raft() {
        return raft;
    }

    @Override
    public void close() throws IOException {
        raft.close();
    }
}
