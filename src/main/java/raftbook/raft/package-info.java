/**
 * One Raft server, as a machine that is told the time and handed its mail: no thread, no clock, no network, no chance of
 * its own. In the order in which to read it, with the chapters that tell it:
 *
 * <ol>
 *   <li>the edge, <i>A cluster in one JVM</i>: {@link raftbook.raft.Node}, {@link raftbook.raft.Outbox}, {@link
 *       raftbook.raft.Input}, {@link raftbook.raft.NodeId}, {@link raftbook.raft.RaftMessage}, {@link
 *       raftbook.raft.RaftLogEntry}, {@link raftbook.raft.LogPosition}, {@link raftbook.raft.OneLine};
 *   <li>a term, <i>Roles and terms</i>: {@link raftbook.raft.RaftRole}, {@link raftbook.raft.TermState};
 *   <li>who leads, <i>Elections</i>, <i>Split votes and old logs</i>: {@link raftbook.raft.Timing}, {@link
 *       raftbook.raft.Quorum}, {@link raftbook.raft.ElectionRules}, {@link raftbook.raft.LeaderElection}; <i>Heartbeats</i>:
 *       {@link raftbook.raft.HeartbeatTimer};
 *   <li>what is stored, <i>The log and its safety</i>: {@link raftbook.raft.RaftLog}, {@link raftbook.raft.LogRules}, {@link
 *       raftbook.raft.FollowerLog}; <i>Repairing logs</i>: {@link raftbook.raft.Progress}, {@link raftbook.raft.SendLimits},
 *       {@link raftbook.raft.LogReplication};
 *   <li>what is certain, <i>Commit and apply</i>, <i>Entries of older terms</i>: {@link raftbook.raft.CommitRule}, {@link
 *       raftbook.raft.Commitment}, {@link raftbook.raft.StateMachine}, {@link raftbook.raft.LogApplier};
 *   <li>what may be answered, <i>Reading what is true</i>: {@link raftbook.raft.ReadRule}, {@link raftbook.raft.ReadIndex};
 *   <li>all of it together, <i>The whole service</i>: {@link raftbook.raft.Rules}, {@link raftbook.raft.RaftConfig}, {@link
 *       raftbook.raft.RefusedException}, {@link raftbook.raft.NotLeaderException}, {@link raftbook.raft.RaftNode}.
 * </ol>
 */
package raftbook.raft;
