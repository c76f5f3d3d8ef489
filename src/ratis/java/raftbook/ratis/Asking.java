package raftbook.ratis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import raftbook.metadata.Change;
import raftbook.metadata.Changes;
import raftbook.metadata.Done;
import raftbook.metadata.Listing;

/** The commands of a client. */
final class Asking {

    private Asking() {}

    /** A map in the order in which it is written down. */
    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        return map;
    }

    private static Map<String, Object> map(Change change) {
        return map("key", change.key(), "version", change.version(), "value", change.value());
    }

    /** What they have in common: a client, and how an answer is printed. */
    abstract static class Asked implements Callable<Integer> {
        @ParentCommand
        Main main;

        @Override
        public Integer call() throws Exception {
            try (Client client = new Client(main.group(), Duration.ofMillis((long) (main.patience * 1000)))) {
                return ask(client);
            }
        }

        abstract int ask(Client client) throws Exception;

        int done(CompletableFuture<Done> future) throws ExecutionException, InterruptedException {
            Done done = future.get();
            print(
                    map("outcome", "done", "version", done.index(), "term", done.term()),
                    "done: version " + done.index());
            return Main.DONE;
        }

        void print(Map<String, Object> json, String plain) {
            System.out.println(main.json ? Json.of(json) : plain);
        }
    }

    @Command(name = "put", description = "Sets a value, whether or not there was one.", mixinStandardHelpOptions = true)
    static final class Put extends Asked {
        @Parameters(paramLabel = "KEY", description = "A path such as /config/a.")
        String key;

        @Parameters(paramLabel = "VALUE", description = "The value; - reads it from the standard input.")
        String value;

        @Override
        int ask(Client client) throws Exception {
            return done(client.putMetadata(key, text(value)));
        }
    }

    private static String text(String value) throws IOException {
        return value.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : value;
    }

    @Command(name = "get", description = "Prints a value.", mixinStandardHelpOptions = true)
    static final class Get extends Asked {
        @Parameters(paramLabel = "KEY", description = "A path such as /config/a.")
        String key;

        @Override
        int ask(Client client) throws Exception {
            Optional<Change> found = client.look(key).get();
            if (found.isEmpty()) {
                if (main.json) System.out.println(Json.of(map("key", key, "version", 0, "value", null)));
                else System.err.println("there is no " + key);
                return Main.ABSENT;
            }
            print(map(found.get()), found.get().value());
            return Main.DONE;
        }
    }

    @Command(name = "delete", description = "Removes a value, if there is one.", mixinStandardHelpOptions = true)
    static final class Delete extends Asked {
        @Parameters(paramLabel = "KEY", description = "A path such as /config/a.")
        String key;

        @Option(names = "--version-is", paramLabel = "N", description = "Only if the key has this version.")
        Long version;

        @Override
        int ask(Client client) throws Exception {
            return done(version == null ? client.deleteMetadata(key) : client.compareAndDelete(key, version));
        }
    }

    @Command(
            name = "cas",
            description = "Sets a value if the key has a version; 0 creates it if it is not there.",
            mixinStandardHelpOptions = true)
    static final class Cas extends Asked {
        @Parameters(paramLabel = "KEY", description = "A path such as /config/a.")
        String key;

        @Parameters(
                paramLabel = "VERSION",
                description = "The version that the key must have; 0: it must not be there.")
        long version;

        @Parameters(paramLabel = "VALUE", description = "The value; - reads it from the standard input.")
        String value;

        @Override
        int ask(Client client) throws Exception {
            return done(client.compareAndSet(key, version, text(value)));
        }
    }

    @Command(
            name = "list",
            description = "Prints all that lies at a path and below it.",
            mixinStandardHelpOptions = true)
    static final class List extends Asked {
        @Parameters(paramLabel = "PATH", defaultValue = "/", description = "Default: /, which is everything.")
        String path;

        @Override
        int ask(Client client) throws Exception {
            Listing listing = client.list(path).get();
            if (main.json) {
                java.util.List<Object> keys = new java.util.ArrayList<>();
                listing.keys().values().forEach(change -> keys.add(map(change)));
                System.out.println(Json.of(map("upTo", listing.upTo(), "keys", keys)));
            } else {
                listing.keys().forEach((key, change) -> System.out.println(key + " = " + change.value()));
            }
            return Main.DONE;
        }
    }

    @Command(
            name = "watch",
            description = "Prints each change at a path and below it, once and in order.",
            mixinStandardHelpOptions = true)
    static final class Watch extends Asked {
        @Parameters(paramLabel = "PATH", defaultValue = "/", description = "Default: /, which is everything.")
        String path;

        @Option(names = "--after", paramLabel = "N", description = "After this entry. Default: from now on.")
        Long after;

        @Option(names = "--count", paramLabel = "N", description = "Ends after so many changes. Default: never.")
        long count = Long.MAX_VALUE;

        @Override
        int ask(Client client) throws Exception {
            long seen = after != null ? after : client.list(path).get().upTo();
            for (long left = count; left > 0; ) {
                Changes changes = client.watch(path, seen).get();
                for (Change change : changes.changes()) {
                    if (left-- <= 0) break;
                    String what = change.isRemoval() ? " is gone" : " = " + change.value();
                    print(map(change), change.version() + " " + change.key() + what);
                }
                System.out.flush();
                seen = changes.upTo();
            }
            return Main.DONE;
        }
    }
}
