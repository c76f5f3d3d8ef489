/**
 * Judges: they run a simulated cluster through faults, and say what broke. In the order in which to read it, with the
 * chapters that tell it:
 *
 * <ol>
 *   <li>what clients were told, <i>Reading what is true</i>: {@link raftbook.check.History}, {@link raftbook.check.Verdict},
 *       {@code Unexplained}, {@code OrderSearch}, {@link raftbook.check.Linearizability}, {@link
 *       raftbook.check.HistoryPicture};
 *   <li>what must hold, <i>A thousand worlds</i>, as all that follows but the last: {@link raftbook.check.Invariant}, {@link
 *       raftbook.check.InvariantViolation}, {@code CommittedLog}, {@link raftbook.check.Invariants};
 *   <li>one run: {@code Action}, {@link raftbook.check.Scenario}, {@code Clients}, {@link raftbook.check.World};
 *   <li>many runs, and the shortest that fails: {@code Shrinker}, {@link raftbook.check.Campaign};
 *   <li>what they find, <i>Every rule, broken</i>: {@link raftbook.check.BrokenRule}.
 * </ol>
 */
package raftbook.check;
