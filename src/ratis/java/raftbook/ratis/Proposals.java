package raftbook.ratis;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/** What a server puts into the log of its own accord, if it leads. */
final class Proposals {

    private final RaftServer server;
    private final RaftGroupId group;
    private final ClientId self = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();

    Proposals(RaftServer server, RaftGroupId group) {
        this.server = server;
        this.group = group;
    }

    /** Ends well once it is applied here; a reply that is no success says why it may not be. */
    CompletableFuture<RaftClientReply> propose(byte[] command) {
        RaftClientRequest request = RaftClientRequest.newBuilder()
                .setClientId(self)
                .setServerId(server.getId())
                .setGroupId(group)
                .setCallId(calls.incrementAndGet())
                .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(command)))
                .setType(RaftClientRequest.writeRequestType())
                .build();
        try {
            return server.submitClientRequestAsync(request);
        } catch (IOException stopping) {
            return CompletableFuture.failedFuture(stopping);
        }
    }
}
