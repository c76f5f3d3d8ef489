/**
 * The demo that the library began with, told in the workshop of "The whole service":
 *
 * <ol>
 *   <li>{@link raftbook.demo.RaftElectionDemo}: elect, write, lose the leader, go on; in a terminal
 *   <li>{@link raftbook.demo.DemoPicture}: the same in virtual time, drawn; the README shows it
 * </ol>
 */
package raftbook.demo;
