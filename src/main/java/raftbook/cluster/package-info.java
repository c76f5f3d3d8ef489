/**
 * Servers together, on threads and in virtual time, with one step of a server and one set of calls for both. Told in
 * the workshop of "A cluster in one JVM", but for the last two lines, which are told in that of "The whole service".
 * In reading order:
 *
 * <ol>
 *   <li>{@link raftbook.cluster.Faults}, {@link raftbook.cluster.Times}, {@link raftbook.cluster.Seeds}, {@link
 *       raftbook.cluster.InFlight}, {@link raftbook.cluster.Links}, {@link raftbook.cluster.Partition}: what happens
 *       to messages, as values
 *   <li>{@link raftbook.cluster.RpcClient}, {@link raftbook.cluster.Sink}, {@link raftbook.cluster.Network}, {@link
 *       raftbook.cluster.Agenda}, {@link raftbook.cluster.SimulatedNetwork}, {@link
 *       raftbook.cluster.InProcessRpcClient}: who carries messages, and who is told
 *   <li>{@link raftbook.cluster.Outgoing}, {@link raftbook.cluster.DrivenNode}: the step of a server: take in,
 *       advance, record, then send and answer
 *   <li>{@link raftbook.cluster.SimulatedClock}, {@link raftbook.cluster.SimulatedNode}: a server in virtual time
 *   <li>{@link raftbook.cluster.Lanes}, {@link raftbook.cluster.Mailbox}, {@link raftbook.cluster.LiveClock},
 *       {@link raftbook.cluster.LiveNode}: a server on a thread
 *   <li>{@link raftbook.cluster.Members}, {@link raftbook.cluster.Servers}, {@link raftbook.cluster.News}, {@link
 *       raftbook.cluster.Simulation}, {@link raftbook.cluster.LiveServers}: several, of any kind of node
 *   <li>{@link raftbook.cluster.Cluster}, {@link raftbook.cluster.ClusterConfig}, {@link
 *       raftbook.cluster.LiveCluster}, {@link raftbook.cluster.SimulatedCluster}: clusters that serve requests
 *   <li>{@link raftbook.cluster.NodeState}, {@link raftbook.cluster.StateTable}: what can be seen of a server
 * </ol>
 */
package raftbook.cluster;
