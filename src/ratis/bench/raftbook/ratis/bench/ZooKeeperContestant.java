package raftbook.ratis.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** Three servers of ZooKeeper as it comes: each change is synced to disk before it is acknowledged. A get is a sync and a read. */
final class ZooKeeperContestant extends Contestant {

    private final ZooKeeper client;

    ZooKeeperContestant(Path folder) throws Exception {
        StringBuilder servers = new StringBuilder();
        int[] ports = new int[3];
        for (int i = 1; i <= 3; i++) {
            ports[i - 1] = freePort();
            servers.append("server." + i + "=127.0.0.1:" + freePort() + ":" + freePort() + "\n");
        }
        for (int i = 1; i <= 3; i++) {
            Path data = Files.createDirectories(folder.resolve("z" + i));
            Files.writeString(data.resolve("myid"), Integer.toString(i));
            Path config = Files.writeString(
                    folder.resolve("z" + i + ".cfg"),
                    "tickTime=200\ninitLimit=20\nsyncLimit=10\nmaxClientCnxns=0\ndataDir=" + data
                            + "\nclientPortAddress=127.0.0.1\nclientPort=" + ports[i - 1] + "\n" + servers);
            launch(folder.resolve("z" + i + ".log"), QuorumPeerMain.class, config.toString());
        }
        client = connect("127.0.0.1:" + ports[0] + ",127.0.0.1:" + ports[1] + ",127.0.0.1:" + ports[2]);
        client.create("/bench", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        for (int i = 0; i < KEYS; i++) {
            client.create(key(i), new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
    }

    private static ZooKeeper connect(String servers) throws IOException, InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client = new ZooKeeper(servers, 4000, event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) connected.countDown();
        });
        if (!connected.await(60, TimeUnit.SECONDS)) throw new IOException("ZooKeeper does not serve within a minute");
        return client;
    }

    @Override
    CompletableFuture<?> put(int key) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        byte[] value = VALUE.getBytes(StandardCharsets.UTF_8);
        client.setData(key(key), value, -1, (code, path, context, stat) -> end(answer, code, path), null);
        return answer;
    }

    @Override
    CompletableFuture<?> get(int key) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        // One after the other on one connection: the read is answered after the sync.
        client.sync(key(key), (code, path, context) -> {}, null);
        client.getData(key(key), false, (code, path, context, data, stat) -> end(answer, code, path), null);
        return answer;
    }

    private static void end(CompletableFuture<Object> answer, int code, String path) {
        if (code == KeeperException.Code.OK.intValue()) answer.complete(path);
        else answer.completeExceptionally(KeeperException.create(KeeperException.Code.get(code), path));
    }

    @Override
    public void close() throws IOException {
        super.close();
        try {
            client.close(1000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
