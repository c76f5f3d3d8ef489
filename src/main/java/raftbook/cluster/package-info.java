/**
 * Servers in one JVM, driven in two ways: on threads and the real clock, or in virtual time, from a seed. In the order in
 * which to read it, with the chapters that tell it:
 *
 * <ol>
 *   <li>one server and its step, <i>A cluster in one JVM</i> and its workshop, as all that follows but the last: {@code
 *       Outgoing}, {@code Lanes}, {@code DrivenNode};
 *   <li>what lies between servers: {@link raftbook.cluster.RpcClient}, {@code Links}, {@code Partition}, {@code Network};
 *   <li>what both kinds have in common: {@code Members}, {@link raftbook.cluster.Servers}, {@link raftbook.cluster.Seeds},
 *       {@code Times};
 *   <li>virtual time: {@code Agenda}, {@link raftbook.cluster.Faults}, {@link raftbook.cluster.InFlight}, {@code
 *       SimulatedNetwork}, {@code SimulatedClock}, {@code SimulatedNode}, {@link raftbook.cluster.Simulation};
 *   <li>threads: {@code Mailbox}, {@code LiveClock}, {@link raftbook.cluster.InProcessRpcClient}, {@code LiveNode}, {@link
 *       raftbook.cluster.LiveServers};
 *   <li>the metadata service on either, <i>The whole service</i>: {@link raftbook.cluster.ClusterConfig}, {@link
 *       raftbook.cluster.NodeState}, {@link raftbook.cluster.StateTable}, {@link raftbook.cluster.Cluster}, {@link
 *       raftbook.cluster.LiveCluster}, {@link raftbook.cluster.SimulatedCluster}.
 * </ol>
 */
package raftbook.cluster;
