/** What stands in for parts of the JDK where a page runs the library: each does what the JDK's own says it does, as far as the library asks for it. */
package raftbook.book.script.standin;
