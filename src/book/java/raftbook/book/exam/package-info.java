/**
 * Exams whose questions are drawn from runs of the library, each with a key that was computed twice, in two ways that share no
 * method. In reading order:
 *
 * <ol>
 *   <li>{@link raftbook.book.exam.Chance}, {@link raftbook.book.exam.Difficulty}, {@link raftbook.book.exam.Exhibit}, {@link
 *       raftbook.book.exam.Puzzle}: what a question is made of
 *   <li>{@link raftbook.book.exam.Runs}: where leaders come and go
 *   <li>{@link raftbook.book.exam.LogsPuzzle} and {@link raftbook.book.exam.LogHistories}, {@link
 *       raftbook.book.exam.ElectedPuzzle} with {@link raftbook.book.exam.Ballot} and {@link raftbook.book.exam.VoteCount}, {@link
 *       raftbook.book.exam.FatePuzzle} and {@link raftbook.book.exam.FateModel}, {@link raftbook.book.exam.ReplyPuzzle} and {@link
 *       raftbook.book.exam.SmallServer}, {@link raftbook.book.exam.HistoryPuzzle} and {@link raftbook.book.exam.AllOrders}: a kind
 *       of question, and its independent check
 *   <li>{@link raftbook.book.exam.Script}, {@link raftbook.book.exam.Excerpt}, {@link raftbook.book.exam.Fault}, {@link
 *       raftbook.book.exam.RulePuzzle} and {@link raftbook.book.exam.TraceReader}: which rule is broken in a part of a run, and a
 *       reader of what is printed of it
 *   <li>{@link raftbook.book.exam.Kind}, {@link raftbook.book.exam.Question}, {@link raftbook.book.exam.Paper}: all kinds, a
 *       question with its key, and a student's exam
 *   <li>{@link raftbook.book.exam.Order}, {@link raftbook.book.exam.ExamText}, {@link raftbook.book.exam.Moodle}, {@link
 *       raftbook.book.exam.Exams}: what is asked for, and how it is written
 * </ol>
 */
package raftbook.book.exam;
