/**
 * What happened in a run, as data. Nobody in a run calls a trace: recorders look at a server after each of its steps
 * and report what has changed. In reading order:
 *
 * <ol>
 *   <li>{@link raftbook.trace.TraceEvent}, {@link raftbook.trace.MessageText}: an event, and how it reads
 *       (workshop of "A cluster in one JVM")
 *   <li>{@link raftbook.trace.Trace}: the latest events of a run, and what is still known of those before (there)
 *   <li>{@link raftbook.trace.Recorder}: who looks at a server (there)
 *   <li>{@link raftbook.trace.ElectionRecorder}: roles, votes and timers (workshop of "Elections")
 *   <li>{@link raftbook.trace.LogRecorder}: what comes into a log, and what is dropped (workshop of "The log and
 *       its safety")
 *   <li>{@link raftbook.trace.CommitRecorder}: what is committed and applied (workshop of "Commit and apply")
 *   <li>{@link raftbook.trace.NodeRecorder}, {@link raftbook.trace.JfrRecorder}: all of a server, and the same for
 *       the JDK's Flight Recorder (workshop of "The whole service")
 * </ol>
 */
package raftbook.trace;
