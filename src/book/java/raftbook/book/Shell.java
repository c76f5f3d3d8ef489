package raftbook.book;

import jdk.jshell.tool.JavaShellToolBuilder;

/**
 * The JDK's jshell in the JVM that called it. Maven cannot start it as a process of its own: exec:exec reads from the
 * terminal as well, and takes every other line for itself.
 */
public final class Shell {
    private Shell() {}

    /** Arguments are those of the command {@code jshell}. Ends this JVM: Maven would wait 15 s for jshell's threads. */
    public static void main(String[] args) throws Exception {
        System.exit(JavaShellToolBuilder.builder().start(args));
    }
}
