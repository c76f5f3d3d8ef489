/**
 * Judges of runs: what must hold at every moment, worlds in which chance looks for a moment at which it does not,
 * and one order that explains all answers. In reading order:
 *
 * <ol>
 *   <li>{@link raftbook.check.History}, {@link raftbook.check.Verdict}, {@link raftbook.check.Linearizability}, {@link
 *       raftbook.check.OrderSearch}, {@link raftbook.check.Unexplained}, {@link raftbook.check.HistoryPicture}: what
 *       clients saw, and whether one order explains it ("Reading what is true")
 *   <li>{@link raftbook.check.Invariant}, {@link raftbook.check.InvariantViolation}, {@link
 *       raftbook.check.Invariants}, {@link raftbook.check.CommittedLog}: what must hold, and how it is found broken
 *       ("A thousand worlds")
 *   <li>{@link raftbook.check.Action}, {@link raftbook.check.Scenario}, {@link raftbook.check.Clients}, {@link
 *       raftbook.check.World}: a run before it is run, and the run
 *   <li>{@link raftbook.check.Campaign}, {@link raftbook.check.Shrinker}: many worlds, and what is left of one
 *       that breaks
 *   <li>{@link raftbook.check.BrokenRule}: one rule broken at a time ("Every rule, broken")
 *   <li>{@link raftbook.check.Search}, {@link raftbook.check.Scope}, {@link raftbook.check.Story}: every order of events
 *       in a small scope, and the shortest story in which something breaks ("All worlds"). Beneath: {@link
 *       raftbook.check.ServerState}, {@link raftbook.check.ServerStates}, {@link raftbook.check.Learned}, {@link
 *       raftbook.check.Answers}: what single servers can be; {@link raftbook.check.Ledger}, {@link
 *       raftbook.check.Ledgers}, {@link raftbook.check.Budget}, {@link raftbook.check.Move}, {@link
 *       raftbook.check.Moves}, {@link raftbook.check.Rows}: a state, and what can happen in it; {@link
 *       raftbook.check.Numbers}, {@link raftbook.check.Renaming}, {@link raftbook.check.Symmetry}: which states differ by names alone; {@link
 *       raftbook.check.Stories}, {@link raftbook.check.Batch}, {@link raftbook.check.Ahead}: all states, on all cores
 *   <li>{@link raftbook.check.Specification}, {@link raftbook.check.TraceModule}, {@link raftbook.check.Tlc}: a second
 *       judge, who shares no line with the servers
 *   <li>{@link raftbook.check.VersionedHistory}, {@link raftbook.check.CoordinationClients}, {@link
 *       raftbook.check.CoordinationTruth}, {@link raftbook.check.CoordinationWorld}: the same for versions, sessions and watches ("Locks, leases and watches")
 * </ol>
 */
package raftbook.check;
