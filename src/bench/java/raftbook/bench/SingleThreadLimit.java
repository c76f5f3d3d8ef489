package raftbook.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import raftbook.metadata.MetadataCommand;
import raftbook.metadata.MetadataStore;

/** The bare work without any waiting: the caller's thread encodes, and appends, decodes and applies for three replicas. */
final class SingleThreadLimit implements Contestant {

    private record Replica(List<byte[]> log, MetadataStore store) {
        void take(byte[] command) {
            log.add(command);
            store.apply(log.size(), command);
        }
    }

    private final List<Replica> replicas = Stream.generate(() -> new Replica(new ArrayList<>(), new MetadataStore()))
            .limit(3)
            .toList();

    @Override
    public CompletableFuture<?> put(String key, String value) {
        byte[] command = new MetadataCommand.Put(key, value).encode();
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        for (Replica replica : replicas) replica.take(command);
        answer.complete(true);
        return answer;
    }

    @Override
    public void close() {}
}
