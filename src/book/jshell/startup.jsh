import java.time.*;
import raftbook.check.*;
import raftbook.cluster.*;
import raftbook.metadata.*;
import raftbook.raft.*;
import raftbook.trace.*;
LiveCluster cluster = Cluster.live(3);
NodeId leader = cluster.awaitLeader();
System.out.println("Three servers run, and " + leader + " leads. Try cluster.table(), cluster.stop(leader) or cluster.trace(); /exit ends.");
