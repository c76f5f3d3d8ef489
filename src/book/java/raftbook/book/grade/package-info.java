/**
 * Grades what students hand in, by the checks of the book's own exercises. Nothing that comes from a student is believed: answers run
 * in JVMs of their own, with bounds, and what comes back from there is read as text. In reading order:
 *
 * <ol>
 *   <li>{@link raftbook.book.grade.Grading}: a folder in, a folder out
 *   <li>{@link raftbook.book.grade.Names}, {@link raftbook.book.grade.Slices}: which of a chapter's cells a text needs
 *   <li>{@link raftbook.book.grade.Task}, {@link raftbook.book.grade.Edition}: the exercises, each with the cells by which it is
 *       judged
 *   <li>{@link raftbook.book.grade.Submission}, {@link raftbook.book.grade.Submissions}, {@link
 *       raftbook.book.grade.NotebookFile}: what was handed in
 *   <li>{@link raftbook.book.grade.Answers}: where in it the answers are
 *   <li>{@link raftbook.book.grade.Suspicion}: what in an answer could deceive its check
 *   <li>{@link raftbook.book.grade.JudgingSeed}: the worlds that nobody has seen before
 *   <li>{@link raftbook.book.grade.Grader}, {@link raftbook.book.grade.Verdict}: one answer after the other
 *   <li>{@link raftbook.book.grade.Sandbox}, {@link raftbook.book.grade.WorkerProcess}, {@link raftbook.book.grade.Worker}, {@link
 *       raftbook.book.grade.Trial}: where they run
 *   <li>{@link raftbook.book.grade.Results}, {@link raftbook.book.grade.Table}, {@link raftbook.book.grade.Csv}: what is written
 * </ol>
 */
package raftbook.book.grade;
