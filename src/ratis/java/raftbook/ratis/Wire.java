package raftbook.ratis;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import raftbook.metadata.Change;
import raftbook.metadata.Listing;
import raftbook.metadata.Session;

/** What goes over the network, as bytes. */
final class Wire {

    private static final int NULL = -1;

    private Wire() {}

    /** What writes an answer. */
    interface Body {
        void write(DataOutputStream out) throws IOException;
    }

    /** What reads an answer. */
    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    static Message message(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            body.write(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Message.valueOf(UnsafeByteOperations.unsafeWrap(bytes.toByteArray()));
    }

    static <T> T read(ByteString bytes, Reader<T> reader) {
        try {
            return reader.read(new DataInputStream(bytes.newInput()));
        } catch (IOException malformed) {
            throw new UncheckedIOException(
                    "answer of " + bytes.size() + " bytes: are client and server of one version?", malformed);
        }
    }

    static void writeText(DataOutputStream out, String text) throws IOException {
        if (text == null) {
            out.writeInt(NULL);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == NULL) return null;
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) throw new IOException("it ends within a text of " + length + " bytes");
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void writeChange(DataOutputStream out, Change change) throws IOException {
        out.writeLong(change.version());
        writeText(out, change.key());
        writeText(out, change.value());
    }

    static Change readChange(DataInputStream in) throws IOException {
        return new Change(in.readLong(), readText(in), readText(in));
    }

    static void writeChanges(DataOutputStream out, Iterable<Change> changes) throws IOException {
        for (Change change : changes) {
            out.writeBoolean(true);
            writeChange(out, change);
        }
        out.writeBoolean(false);
    }

    static List<Change> readChanges(DataInputStream in) throws IOException {
        List<Change> changes = new ArrayList<>();
        while (in.readBoolean()) changes.add(readChange(in));
        return changes;
    }

    static Listing readListing(DataInputStream in) throws IOException {
        long upTo = in.readLong();
        TreeMap<String, Change> keys = new TreeMap<>();
        for (Change change : readChanges(in)) keys.put(change.key(), change);
        return new Listing(upTo, keys);
    }

    static void writeSession(DataOutputStream out, Session session) throws IOException {
        writeText(out, session.key());
        out.writeLong(session.version());
        out.writeLong(session.time().toMillis());
    }

    static Session readSession(DataInputStream in) throws IOException {
        return new Session(readText(in), in.readLong(), Duration.ofMillis(in.readLong()));
    }
}
