package raftbook.ratis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.protocol.GroupInfoReply;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.exceptions.RaftException;
import org.apache.ratis.retry.RetryPolicies;
import raftbook.raft.RefusedException;

/** Who is in the cluster: looks at its servers, takes them in and lets them go, and makes one of them the leader. */
public final class Members implements AutoCloseable {

    /**
     * What one server says of itself.
     *
     * @param role of Ratis' names: LEADER, FOLLOWER, CANDIDATE; or DOWN, if it does not answer
     * @param applied the last entry that it has applied; of a server that is down, -1
     * @param snapshot the entry that its last snapshot ends with, or -1
     * @param members of its configuration
     */
    public record Status(
            String id,
            String address,
            String role,
            long term,
            long committed,
            long applied,
            long snapshot,
            List<String> members) {}

    /** So long one server may take to answer a command of ours. */
    static final Duration PER_TRY = Duration.ofSeconds(3);

    private final Group group;
    private final RaftClient raft;

    /** @param perTry how long one server may take to answer */
    public Members(Group group, Duration perTry) {
        this.group = group;
        this.raft = RaftClient.newBuilder()
                .setRaftGroup(group.raft())
                .setProperties(Settings.client(perTry))
                .setRetryPolicy(
                        RetryPolicies.retryUpToMaximumCountWithFixedSleep(20, Settings.time(Duration.ofMillis(200))))
                .build();
    }

    /** Looks once at each server of a list. */
    static List<Status> statusOf(Group group) {
        try (Members members = new Members(group, PER_TRY)) {
            return members.status();
        } catch (IOException closing) {
            throw new UncheckedIOException(closing);
        }
    }

    /** Looks at each server of the list, and at those that these name. */
    public List<Status> status() {
        List<Status> found = new ArrayList<>();
        for (String id : group.servers().keySet()) found.add(status(id, group.addressOf(id)));
        return found;
    }

    private Status status(String id, String address) {
        try (RaftClient one = RaftClient.newBuilder()
                .setRaftGroup(group.raft())
                .setProperties(Settings.client(Duration.ofSeconds(2)))
                .setRetryPolicy(RetryPolicies.noRetry())
                .build()) {
            GroupInfoReply info =
                    one.getGroupManagementApi(group.peer(id).getId()).info(group.id());
            List<String> members = new ArrayList<>();
            for (RaftPeer peer : info.getGroup().getPeers()) members.add(peer.getId() + "=" + peer.getAddress());
            var log = info.getLogInfoProto();
            return new Status(
                    id,
                    address,
                    info.getRoleInfoProto().getRole().name(),
                    term(info),
                    log.hasCommitted() ? log.getCommitted().getIndex() : -1,
                    log.hasApplied() ? log.getApplied().getIndex() : -1,
                    log.hasLastSnapshot() ? log.getLastSnapshot().getIndex() : -1,
                    members);
        } catch (IOException | RuntimeException silent) {
            return new Status(id, address, "DOWN", -1, -1, -1, -1, List.of());
        }
    }

    private static long term(GroupInfoReply info) {
        var role = info.getRoleInfoProto();
        if (role.hasLeaderInfo()) return role.getLeaderInfo().getTerm();
        var log = info.getLogInfoProto();
        return log.hasLastEntry() ? log.getLastEntry().getTerm() : -1;
    }

    /**
     * Takes a server in, which runs already, and was started to join.
     *
     * @throws RefusedException if the cluster does not take it in
     */
    public void add(String id, String address) throws IOException {
        RaftPeer peer = RaftPeer.newBuilder().setId(id).setAddress(address).build();
        change(SetConfigurationRequest.Arguments.newBuilder()
                .setServersInNewConf(List.of(peer))
                .setMode(SetConfigurationRequest.Mode.ADD)
                .build());
    }

    /**
     * Lets a server go. What it stored stays stored, on those that stay.
     *
     * @throws RefusedException if there is no such server, or the members have changed meanwhile
     */
    public void remove(String id) throws IOException {
        List<RaftPeer> now = members();
        List<RaftPeer> then = new ArrayList<>(now);
        if (!then.removeIf(peer -> peer.getId().toString().equals(id))) {
            throw new RefusedException("server '" + id + "' is no member; these are: " + now);
        }
        change(SetConfigurationRequest.Arguments.newBuilder()
                .setServersInCurrentConf(now)
                .setServersInNewConf(then)
                .setMode(SetConfigurationRequest.Mode.COMPARE_AND_SET)
                .build());
    }

    /** The members, as the leader has them. */
    public List<RaftPeer> members() {
        for (Status status : status()) {
            if (!status.role.equals("LEADER")) continue;
            List<RaftPeer> peers = new ArrayList<>();
            for (String each : status.members) {
                String[] part = each.split("=", 2);
                peers.add(
                        RaftPeer.newBuilder().setId(part[0]).setAddress(part[1]).build());
            }
            return peers;
        }
        throw new RefusedException("none of " + group.servers() + " leads: are a majority of the servers running?");
    }

    private void change(SetConfigurationRequest.Arguments to) throws IOException {
        require(raft.admin().setConfiguration(to));
    }

    /** Makes this server the leader. */
    public void transfer(String id) throws IOException {
        require(raft.admin().transferLeadership(group.peer(id).getId(), 5_000));
    }

    /** Asks one server for a snapshot, and returns the index of the entry that it ends with. */
    public long snapshot(String id) throws IOException {
        RaftClientReply reply =
                raft.getSnapshotManagementApi(group.peer(id).getId()).create(true, 60_000);
        require(reply);
        return reply.getLogIndex();
    }

    private static void require(RaftClientReply reply) {
        RaftException failure = reply.getException();
        if (!reply.isSuccess()) throw new RefusedException(String.valueOf(failure));
    }

    @Override
    public void close() throws IOException {
        raft.close();
    }
}
