package raftbook.ratis.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import raftbook.metadata.MetadataCommand;
import raftbook.ratis.Main;

/** Three servers of Ratis with our store, or with the state machine of its Counter example; all else is the same. */
final class RatisContestant extends Contestant {

    private final Function<Integer, Message> change;
    private final Message question;
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
        String[] addresses = new String[3];
        for (int i = 0; i < 3; i++) addresses[i] = "127.0.0.1:" + freePort();
        String list = IntStream.range(0, 3)
                .mapToObj(i -> "n" + (i + 1) + "=" + addresses[i])
                .collect(Collectors.joining(","));
        for (int i = 1; i <= 3; i++) {
            launch(
                    folder.resolve("n" + i + ".log"),
                    main,
                    "serve",
                    "n" + i,
                    "--servers=" + list,
                    "--cluster=bench",
                    "--data=" + folder);
        }
        client = client(raftbook.ratis.Group.of("bench", list));
    }

    static RaftClient client(raftbook.ratis.Group group) {
        RaftProperties properties = new RaftProperties();
        RaftClientConfigKeys.Async.setOutstandingRequestsMax(properties, 4096);
        return RaftClient.newBuilder()
                .setRaftGroup(raft(group))
                .setProperties(properties)
                .build();
    }

    static RaftGroup raft(raftbook.ratis.Group group) {
        RaftPeer[] peers = group.servers().entrySet().stream()
                .map(each -> RaftPeer.newBuilder()
                        .setId(each.getKey())
                        .setAddress(each.getValue())
                        .build())
                .toArray(RaftPeer[]::new);
        java.util.UUID id = java.util.UUID.nameUUIDFromBytes(
                ("raftbook " + group.name()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return RaftGroup.valueOf(RaftGroupId.valueOf(id), peers);
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
