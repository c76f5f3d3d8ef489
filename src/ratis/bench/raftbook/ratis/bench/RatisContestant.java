package raftbook.ratis.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.retry.RetryPolicies;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.TimeDuration;
import raftbook.metadata.MetadataCommand;
import raftbook.ratis.Group;
import raftbook.ratis.Main;

/** Three servers of Ratis with our store, or with the state machine of its Counter example; all else is the same. */
final class RatisContestant extends Contestant {

    private final Function<Integer, Message> change;
    private final Message question;
    private final Path folder;
    private final Class<?> main;
    private final String list;
    private final Map<String, Process> servers = new HashMap<>();
    private final RaftClient client;

    /** Our store: the command that a user starts. */
    static RatisContestant ours(Path folder) throws IOException {
        return new RatisContestant(
                folder,
                Main.class,
                number -> Message.valueOf(ByteString.copyFrom(new MetadataCommand.Put(key(number), VALUE).encode())),
                Message.valueOf("LOOK\n0\n" + key(0)));
    }

    /** The Counter, which adds one and stores a number. */
    static RatisContestant counter(Path folder) throws IOException {
        Message increment = Message.valueOf("INCREMENT");
        return new RatisContestant(folder, CounterServer.class, number -> increment, Message.valueOf("GET"));
    }

    private RatisContestant(Path folder, Class<?> main, Function<Integer, Message> change, Message question)
            throws IOException {
        this.change = change;
        this.question = question;
        this.folder = Files.createDirectories(folder);
        this.main = main;
        String[] addresses = new String[3];
        for (int i = 0; i < 3; i++) addresses[i] = "127.0.0.1:" + freePort();
        list = IntStream.range(0, 3)
                .mapToObj(i -> "n" + (i + 1) + "=" + addresses[i])
                .collect(Collectors.joining(","));
        for (String id : group().servers().keySet()) launch(id);
        client = client(group());
    }

    /** Starts a server, on the folder that it may have used before. */
    void launch(String id) throws IOException {
        Path log = folder.resolve(id + ".log");
        servers.put(id, launch(log, main, "serve", id, "--servers=" + list, "--cluster=bench", "--data=" + folder));
    }

    /** As {@code kill -9} does. */
    void kill(String id) {
        servers.get(id).destroyForcibly().onExit().join();
    }

    long pid(String id) {
        return servers.get(id).pid();
    }

    /** The server that answers, as only the leader answers a write. */
    String leader() throws Exception {
        return put(0).get(60, TimeUnit.SECONDS).getServerId().toString();
    }

    Group group() {
        return Group.of("bench", list);
    }

    RaftClient client() {
        return client;
    }

    static RaftClient client(Group group) {
        RaftProperties properties = new RaftProperties();
        RaftClientConfigKeys.Async.setOutstandingRequestsMax(properties, 4096);
        return RaftClient.newBuilder()
                .setRaftGroup(group.raft())
                .setProperties(properties)
                .setRetryPolicy(RetryPolicies.retryForeverWithSleep(TimeDuration.valueOf(100, TimeUnit.MILLISECONDS)))
                .build();
    }

    @Override
    CompletableFuture<RaftClientReply> put(int key) {
        return client.async().send(change.apply(key)).thenApply(RatisContestant::done);
    }

    @Override
    CompletableFuture<RaftClientReply> get(int key) {
        return client.async().sendReadOnly(question).thenApply(RatisContestant::done);
    }

    private static RaftClientReply done(RaftClientReply reply) {
        if (!reply.isSuccess()) throw new IllegalStateException(reply.toString());
        return reply;
    }

    @Override
    public void close() throws IOException {
        super.close();
        client.close();
    }
}
