import java.time.*;
import raftbook.check.*;
import raftbook.cluster.*;
import raftbook.metadata.*;
import raftbook.raft.*;
import raftbook.picture.*;
import raftbook.trace.*;
LiveCluster cluster = LiveCluster.of(3);
NodeId leader = cluster.awaitLeader();
void table() { System.out.print(cluster.table()); }
System.out.println("Three servers run, and " + leader + " leads. Try table(), cluster.stop(leader), or cluster.trace(); /exit ends.");
