#!/usr/bin/env bash
# Apache Ratis 3.3.0 (Maven Central): a linearizable read is answered by a leader that cannot reach anybody, if another one was
# answered before it at the same commit index.
#
# With raft.server.read.option LINEARIZABLE a leader is to hear from a majority after a read has come, and before it answers (the
# dissertation's read index, section 6.4): otherwise it may have been replaced without knowing it. Three servers in one JVM; one write is
# done; then both followers are closed, and the leader is asked to read. It must not answer, and does not:
#
#   without a read before: not answered
#
# The same again, but with one read between the write and the end of the followers:
#
#   with a read before: answered, 1
#
# It keeps the highest commit index about which a majority has answered, and reads at that index or below ask nobody any more, for
# as long as it believes to lead (here 8 s, by default up to 0.3 s). A leader that was replaced in that time reads what is no longer true.
#
# Needs Maven and a JDK from 17 on; takes about half a minute. Fails if the behaviour changes.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.ratis</groupId>
      <artifactId>ratis-server</artifactId>
      <version>3.3.0</version>
    </dependency>
    <dependency>
      <groupId>org.apache.ratis</groupId>
      <artifactId>ratis-client</artifactId>
      <version>3.3.0</version>
    </dependency>
    <dependency>
      <groupId>org.apache.ratis</groupId>
      <artifactId>ratis-grpc</artifactId>
      <version>3.3.0</version>
    </dependency>
    <dependency>
      <groupId>org.apache.ratis</groupId>
      <artifactId>ratis-metrics-default</artifactId>
      <version>3.3.0</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>2.0.17</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Reads.java <<'JAVA'
import java.io.File;
import java.nio.file.Files;
import java.net.ServerSocket;
import java.util.*;
import java.util.concurrent.*;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.protocol.*;
import org.apache.ratis.retry.RetryPolicies;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys.Read;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.util.TimeDuration;

public class Reads {
    static class Counted extends BaseStateMachine {
        volatile int applied;

        @Override
        public CompletableFuture<Message> applyTransaction(TransactionContext entry) {
            updateLastAppliedTermIndex(entry.getLogEntry().getTerm(), entry.getLogEntry().getIndex());
            return CompletableFuture.completedFuture(Message.valueOf("" + ++applied));
        }

        @Override
        public CompletableFuture<Message> query(Message request) {
            return CompletableFuture.completedFuture(Message.valueOf("" + applied));
        }
    }

    static TimeDuration seconds(long n) {
        return TimeDuration.valueOf(n, TimeUnit.SECONDS);
    }

    static String readWithoutFollowers(boolean readBefore) throws Exception {
        List<RaftPeer> peers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (ServerSocket free = new ServerSocket(0)) {
                peers.add(RaftPeer.newBuilder().setId("n" + i).setAddress("127.0.0.1:" + free.getLocalPort()).build());
            }
        }
        RaftGroup group = RaftGroup.valueOf(RaftGroupId.valueOf(UUID.randomUUID()), peers);
        List<RaftServer> servers = new ArrayList<>();
        for (RaftPeer peer : peers) {
            RaftProperties all = new RaftProperties();
            RaftServerConfigKeys.setStorageDir(all, List.of(Files.createTempDirectory(new File(".").toPath(), "data").toFile()));
            GrpcConfigKeys.Server.setPort(all, Integer.parseInt(peer.getAddress().split(":")[1]));
            Read.setOption(all, Read.Option.LINEARIZABLE);
            RaftServerConfigKeys.Log.setLogMetadataEnabled(all, false);
            RaftServerConfigKeys.Rpc.setTimeoutMin(all, seconds(8)); // a leader without followers keeps its office so long
            RaftServerConfigKeys.Rpc.setTimeoutMax(all, seconds(9));
            RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(all, TimeDuration.valueOf(200, TimeUnit.MILLISECONDS));
            RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(all, TimeDuration.valueOf(600, TimeUnit.MILLISECONDS));
            RaftServer server = RaftServer.newBuilder().setServerId(peer.getId()).setGroup(group).setStateMachine(new Counted()).setProperties(all).build();
            server.start();
            servers.add(server);
        }
        RaftProperties patient = new RaftProperties();
        RaftClientConfigKeys.Rpc.setRequestTimeout(patient, seconds(3));
        try (RaftClient client = RaftClient.newBuilder().setRaftGroup(group).setProperties(patient)
                .setRetryPolicy(RetryPolicies.retryUpToMaximumCountWithFixedSleep(20, TimeDuration.valueOf(200, TimeUnit.MILLISECONDS))).build()) {
            client.io().send(Message.valueOf("one"));
            if (readBefore) client.io().sendReadOnly(Message.valueOf("how many?"));
            RaftServer leader = null;
            for (RaftServer server : servers) if (server.getDivision(group.getGroupId()).getInfo().isLeader()) leader = server;
            for (RaftServer server : servers) if (server != leader) server.close();
            try {
                RaftClientReply reply = client.async().sendReadOnly(Message.valueOf("how many?"), leader.getId()).get(2, TimeUnit.SECONDS);
                return reply.isSuccess() ? "answered, " + reply.getMessage().getContent().toStringUtf8() : "refused: " + reply.getException();
            } catch (TimeoutException late) {
                return "not answered";
            } finally {
                leader.close();
            }
        }
    }

    public static void main(String[] args) throws Exception {
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.OFF);
        System.out.println("without a read before: " + readWithoutFollowers(false));
        System.out.println("with a read before: " + readWithoutFollowers(true));
        System.exit(0);
    }
}
JAVA
javac -cp 'lib/*' Reads.java
java -cp '.:lib/*' Reads 2>/dev/null | tee seen.txt
grep -qx 'without a read before: not answered' seen.txt
grep -qx 'with a read before: answered, 1' seen.txt
