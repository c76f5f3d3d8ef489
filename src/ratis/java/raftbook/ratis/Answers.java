package raftbook.ratis;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import raftbook.metadata.Changes;
import raftbook.metadata.ConflictException;
import raftbook.metadata.Done;
import raftbook.metadata.FellBehindException;
import raftbook.metadata.InvalidRequestException;
import raftbook.metadata.Listing;
import raftbook.metadata.MetadataStore;
import raftbook.metadata.OverloadedException;
import raftbook.metadata.SessionOverException;
import raftbook.raft.RefusedException;

/** What a server answers, as bytes: first a letter that says of what kind it is, then what it consists of. */
final class Answers {

    private static final char FOUND = 'F';
    private static final char CONFLICT = 'C';
    private static final char SESSION_OVER = 'S';
    private static final char FELL_BEHIND = 'B';
    private static final char INVALID = 'I';
    private static final char NOT_LEADER = 'N';
    private static final char REFUSED = 'R';

    private Answers() {}

    /** It is not the leader that was asked; the client is to ask again. */
    static final class NotLeader extends RefusedException {
        private static final long serialVersionUID = 1;

        NotLeader() {
            super("this server leads no longer: ask again");
        }
    }

    static Message done(long index, long term) {
        return Wire.message(out -> {
            out.writeByte(FOUND);
            out.writeLong(index);
            out.writeLong(term);
        });
    }

    static Done readDone(DataInputStream in) throws IOException {
        return new Done(in.readLong(), in.readLong());
    }

    static Message found(Wire.Body body) {
        Message message = Wire.message(out -> {
            out.writeByte(FOUND);
            body.write(out);
        });
        if (message.size() <= Settings.MOST_BYTES - (1 << 20)) return message;
        return refused(new InvalidRequestException("answer of " + message.size() + " bytes is more than the "
                + Settings.MOST_BYTES + " that a message may have: ask for a path further down"));
    }

    static Message to(Question question, MetadataStore store) {
        switch (question.verb()) {
            case LOOK:
                return store.look(question.path())
                        .map(change -> found(out -> Wire.writeChange(out, change)))
                        .orElseGet(() -> found(out -> {}));
            case LIST:
                Listing listing = store.list(question.path());
                return found(out -> {
                    out.writeLong(listing.upTo());
                    Wire.writeChanges(out, listing.keys().values());
                });
            case CHILDREN:
                return found(out -> {
                    for (String name : store.children(question.path())) Wire.writeText(out, name);
                });
            default:
                throw new IllegalArgumentException(question.verb() + " is no question to the store");
        }
    }

    static Message changes(Changes changes) {
        return found(out -> {
            out.writeLong(changes.upTo());
            Wire.writeChanges(out, changes.changes());
        });
    }

    static Message refused(RefusedException why) {
        return Wire.message(out -> write(out, why));
    }

    private static void write(DataOutputStream out, RefusedException why) throws IOException {
        if (why instanceof ConflictException conflict) {
            out.writeByte(CONFLICT);
            out.writeLong(conflict.found());
        } else if (why instanceof FellBehindException behind) {
            out.writeByte(FELL_BEHIND);
            out.writeLong(behind.forgotten());
        } else {
            out.writeByte(
                    why instanceof SessionOverException
                            ? SESSION_OVER
                            : why instanceof InvalidRequestException
                                    ? INVALID
                                    : why instanceof NotLeader ? NOT_LEADER : REFUSED);
            Wire.writeText(out, why.getMessage());
        }
    }

    /**
     * What an answer says.
     *
     * @param subject what was asked for: needed for a refusal
     * @throws RefusedException if it is a refusal
     */
    static <T> T read(ByteString bytes, Supplier<Subject> subject, Wire.Reader<T> reader) {
        return Wire.read(bytes, in -> {
            char kind = (char) in.readByte();
            if (kind == FOUND) return reader.read(in);
            throw refusal(kind, subject.get(), in);
        });
    }

    private static RefusedException refusal(char kind, Subject subject, DataInputStream in) throws IOException {
        switch (kind) {
            case CONFLICT:
                return new ConflictException(subject.key(), subject.number(), in.readLong());
            case FELL_BEHIND:
                return new FellBehindException(subject.key(), subject.number(), in.readLong());
            case SESSION_OVER:
                return new SessionOverException(subject.session(), subject.sessionVersion());
            case INVALID:
                return new InvalidRequestException(Wire.readText(in));
            case NOT_LEADER:
                return new NotLeader();
            case REFUSED:
                return new OverloadedException(Wire.readText(in));
            default:
                throw new IOException("answer of kind '" + kind + "'");
        }
    }

    /** Whether there is more. */
    static <T> Optional<T> readOptional(DataInputStream in, Wire.Reader<T> reader) throws IOException {
        return in.available() > 0 ? Optional.of(reader.read(in)) : Optional.empty();
    }
}
