/**
 * Compiles the library, and the room {@link raftbook.book.world}, to a script that runs in the reader's tab. The library
 * does not know of it: what the class library there lacks, or does otherwise than the JDK, is supplied here. In reading
 * order:
 *
 * <ol>
 *   <li>{@link raftbook.book.script.WorldScript}: the script, remembered as long as nothing in it has changed
 *   <li>{@link raftbook.book.script.Compiler}: one compilation, in a JVM of its own
 *   <li>{@link raftbook.book.script.LongLiterals}: what it does better than the compiler
 *   <li>{@link raftbook.book.script.StandInTypes}, {@link raftbook.book.script.StandInCalls}: which classes and which calls
 *       are replaced
 *   <li>{@code raftbook.book.script.standin}: by what
 * </ol>
 */
package raftbook.book.script;
