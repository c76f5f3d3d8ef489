/**
 * Real bugs of Raft implementations, put into this library one by one: what is changed, compiled and run, and what the run has shown.
 * It knows nothing of chapters.
 */
package raftbook.book.museum;
