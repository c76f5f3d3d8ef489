/**
 * The core: a server as a deterministic machine, without a thread, clock, network or randomness of its own. Layers
 * look only at those before them, and rules are small classes with a method for each rule of the paper's Figure 2.
 * In reading order, by chapter:
 *
 * <ol>
 *   <li>{@link raftbook.raft.NodeId}, {@link raftbook.raft.OneLine}, {@link raftbook.raft.LogPosition}, {@link
 *       raftbook.raft.RaftLogEntry}, {@link raftbook.raft.RaftMessage}, {@link raftbook.raft.Node}, {@link
 *       raftbook.raft.Outbox}, {@link raftbook.raft.Input}: names, messages, and what a driver sees of a server ("A
 *       cluster in one JVM" and its workshop)
 *   <li>{@link raftbook.raft.RaftRole}, {@link raftbook.raft.TermState}: "Roles and terms"
 *   <li>{@link raftbook.raft.Quorum}, {@link raftbook.raft.Timing}, {@link raftbook.raft.ElectionRules}, {@link
 *       raftbook.raft.LeaderElection}: "Elections" and "Split votes and old logs"
 *   <li>{@link raftbook.raft.HeartbeatTimer}: "Heartbeats"
 *   <li>{@link raftbook.raft.RaftLog}, {@link raftbook.raft.LogRules}, {@link raftbook.raft.FollowerLog}: the
 *       follower's side of the log ("The log and its safety")
 *   <li>{@link raftbook.raft.Progress}, {@link raftbook.raft.SendLimits}, {@link raftbook.raft.LogReplication}:
 *       the leader's ("Repairing logs")
 *   <li>{@link raftbook.raft.StateMachine}, {@link raftbook.raft.CommitRule}, {@link raftbook.raft.Commitment},
 *       {@link raftbook.raft.LogApplier}: "Commit and apply" and "Entries of older terms"
 *   <li>{@link raftbook.raft.RefusedException}: how a request is turned down ("The metadata store")
 *   <li>{@link raftbook.raft.ReadRule}, {@link raftbook.raft.ReadIndex}: "Reading what is true"
 *   <li>{@link raftbook.raft.Rules}, {@link raftbook.raft.RaftConfig}, {@link raftbook.raft.NotLeaderException},
 *       {@link raftbook.raft.RaftNode}: all layers in one server ("The whole service")
 * </ol>
 */
package raftbook.raft;
