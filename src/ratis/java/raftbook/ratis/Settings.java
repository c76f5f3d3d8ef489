package raftbook.ratis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** What we set of Ratis, and why. {@code docs/ratis-settings.txt} says what happens otherwise. */
final class Settings {

    /** The longest message between servers and clients: a listing, at most. */
    static final int MOST_BYTES = 64 << 20;

    private Settings() {}

    /**
     * A server's settings.
     *
     * @param folder where its log and its snapshots lie
     * @param address where it listens, and nowhere else
     * @param electionTimeout the shortest one; the longest is twice that
     * @param snapshotEvery after so many entries it writes a snapshot, and purges the log before it
     */
    static RaftProperties server(Path folder, String address, Duration electionTimeout, long snapshotEvery) {
        RaftProperties all = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(all, List.of(folder.toFile()));
        GrpcConfigKeys.Server.setHost(all, address.substring(0, address.lastIndexOf(':')));
        GrpcConfigKeys.Server.setPort(all, Group.portOf(address));
        GrpcConfigKeys.setMessageSizeMax(all, SizeInBytes.valueOf(MOST_BYTES));

        RaftServerConfigKeys.Rpc.setTimeoutMin(all, time(electionTimeout));
        RaftServerConfigKeys.Rpc.setTimeoutMax(all, time(electionTimeout.multipliedBy(2)));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(all, time(electionTimeout));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(all, time(electionTimeout.multipliedBy(2)));

        // Only the leader is asked, and it asks the log, see Confirmation: what Ratis does for LINEARIZABLE is not
        // enough.
        RaftServerConfigKeys.Read.setOption(all, RaftServerConfigKeys.Read.Option.DEFAULT);

        // Otherwise no snapshot is ever taken, nothing is ever purged, and every start begins with the first entry.
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(all, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(all, snapshotEvery);
        RaftServerConfigKeys.Snapshot.setCreationGap(all, 1);
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(all, 2);
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(all, true);
        RaftServerConfigKeys.Log.setPurgeGap(all, 1);
        // Only whole segments are purged.
        RaftServerConfigKeys.Log.setSegmentSizeMax(all, SizeInBytes.valueOf(8 << 20));
        // Entries that a server which was away for a moment is sent, rather than the whole store.
        RaftServerConfigKeys.Log.setPurgePreservationLogNum(all, Math.min(snapshotEvery / 4, 10_000));

        // Otherwise the leader notes in the log how far it has got, after each batch: an entry and a sync more, and no
        // rule needs it.
        RaftServerConfigKeys.Log.setLogMetadataEnabled(all, false);

        // A server that slept for a minute (SIGSTOP, a suspended machine) closes itself otherwise. Raft does not need
        // it to.
        RaftServerConfigKeys.setCloseThreshold(all, TimeDuration.valueOf(1, TimeUnit.DAYS));
        return all;
    }

    /** A client's settings. */
    static RaftProperties client(Duration perTry) {
        RaftProperties all = new RaftProperties();
        RaftClientConfigKeys.Rpc.setRequestTimeout(all, time(perTry));
        GrpcConfigKeys.setMessageSizeMax(all, SizeInBytes.valueOf(MOST_BYTES));
        RaftClientConfigKeys.Async.setOutstandingRequestsMax(all, 4096);
        return all;
    }

    static TimeDuration time(Duration duration) {
        return TimeDuration.valueOf(duration.toMillis(), TimeUnit.MILLISECONDS);
    }
}
