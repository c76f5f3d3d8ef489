package raftbook.book.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a worker is started so that what runs in it can change no file and reach no network. Java alone cannot promise that; Linux
 * can, where it lets itself be asked: the worker sees every file system as read-only but for a small one in memory, has no network,
 * no privileges, and a process table of its own, which ends with it. Whether that works is tried out first, not believed.
 */
final class Sandbox {
    /** Mounts a small file system at the first argument, all else read-only, and carries out the rest without privileges. */
    private static final String READ_ONLY = "box=$1; shift\n"
            + "mount -t tmpfs -o size=32m,mode=700 tmpfs \"$box\" || exit 90\n"
            + "while read -r _ _ _ _ at _; do\n"
            + "  at=$(printf '%b' \"$at\")\n"
            + "  case \"$at\" in \"$box\"|/proc|/proc/*) ;; *) mount -o remount,bind,ro \"$at\" 2>/dev/null ;; esac\n"
            + "done </proc/self/mountinfo\n"
            + "cd \"$box\" || exit 91\n"
            + "exec setpriv --bounding-set=-all --inh-caps=-all --no-new-privs \"$@\"\n";

    private static final long PATIENCE_SECONDS = 20;

    private final Path box;
    private final List<String> closed;
    private final List<String> bounded;

    private Sandbox(Path box, List<String> closed, List<String> bounded) {
        this.box = box;
        this.closed = closed;
        this.bounded = bounded;
    }

    /**
     * The best that this machine has.
     *
     * @param box an empty folder, in which alone workers may write
     * @param precious folders in which nothing may change
     */
    static Sandbox of(Path box, List<Path> precious) {
        List<String> bounded = works(List.of("prlimit", "--core=0", "true"))
                ? List.of("prlimit", "--core=0", "--fsize=33554432", "--nofile=1024")
                : List.of();
        List<String> space =
                List.of("unshare", "--mount", "--net", "--pid", "--ipc", "--fork", "--kill-child", "--mount-proc");
        for (List<String> user : List.of(List.<String>of(), List.of("--user", "--map-root-user"))) {
            List<String> closed = new ArrayList<>(space);
            closed.addAll(user);
            closed.addAll(List.of("sh", "-c", READ_ONLY, "sandbox"));
            if (isClosed(closed, box, precious)) return new Sandbox(box, closed, bounded);
        }
        return new Sandbox(box, List.of(), bounded);
    }

    /** Tries to write: in the box it must be possible, elsewhere it must not. */
    private static boolean isClosed(List<String> closed, Path box, List<Path> precious) {
        StringBuilder attempt = new StringBuilder("touch \"$1/inside\" || exit 1\n");
        attempt.append("mount -o remount,bind,rw / 2>/dev/null && exit 3\nshift\n");
        attempt.append("for each in \"$@\"; do touch \"$each/.outside\" 2>/dev/null && exit 2; done; exit 0\n");
        List<String> command = new ArrayList<>(closed);
        command.addAll(List.of(box.toString(), "sh", "-c", attempt.toString(), "attempt", box.toString()));
        precious.forEach(folder -> command.add(folder.toString()));
        boolean held = works(command);
        for (Path folder : precious) held &= !deleted(folder.resolve(".outside"));
        return held;
    }

    private static boolean deleted(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException failed) {
            return true;
        }
    }

    private static boolean works(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) return process.exitValue() == 0;
            process.destroyForcibly();
            return false;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean isClosed() {
        return !closed.isEmpty();
    }

    Path box() {
        return box;
    }

    /** The same with another box. */
    Sandbox in(Path other) {
        return new Sandbox(other, closed, bounded);
    }

    /** The command that carries this one out within. */
    List<String> around(List<String> command) {
        List<String> all = new ArrayList<>(closed);
        if (isClosed()) all.add(box.toString());
        all.addAll(bounded);
        all.addAll(command);
        return all;
    }
}
