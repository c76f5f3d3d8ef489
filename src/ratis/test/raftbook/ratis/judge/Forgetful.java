package raftbook.ratis.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import raftbook.ratis.Main;

/** A server that begins with an empty folder whenever it starts, as one does whose disk is a memory. */
public final class Forgetful {

    private Forgetful() {}

    /** As {@code raftbook serve}. */
    public static void main(String[] args) throws IOException {
        String data = Stream.of(args)
                .filter(each -> each.startsWith("--data="))
                .findFirst()
                .orElseThrow();
        Path folder = Path.of(data.substring("--data=".length()), args[1]);
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path each : deepestFirst) Files.delete(each);
            }
        }
        Main.main(args);
    }
}
