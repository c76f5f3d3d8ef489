package raftbook.ratis;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.util.MD5FileUtil;
import raftbook.metadata.Change;
import raftbook.metadata.Session;
import raftbook.metadata.StoreImage;
import raftbook.metadata.StoreImage.Held;

/**
 * A store in a file. It is written beside its place, brought to the disk, and then renamed, after its checksum is there; so that
 * whatever has the name is whole, however the process ended.
 */
final class Snapshots {

    private static final String HEADER = "raftbook store, format 1";
    private static final int BUFFER = 1 << 16;

    private Snapshots() {}

    /** Writes a snapshot, and returns its checksum. */
    static MD5Hash write(Path file, StoreImage image) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".writing");
        MessageDigest digest = MD5FileUtil.newMD5();
        try (FileChannel channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            OutputStream summed = new DigestOutputStream(Channels.newOutputStream(channel), digest);
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(summed, BUFFER));
            write(out, image);
            out.flush();
            channel.force(true);
        } catch (IOException failed) {
            Files.deleteIfExists(beside);
            throw failed;
        }
        MD5Hash sum = MD5Hash.newInstance(digest.digest());
        MD5FileUtil.saveMD5File(file.toFile(), sum);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        return sum;
    }

    /** @throws IOException if the file cannot be read, is damaged, or is of another format */
    static StoreImage read(Path file) throws IOException {
        MD5Hash expected = MD5FileUtil.readStoredMd5ForFile(file.toFile());
        MessageDigest digest = MD5FileUtil.newMD5();
        StoreImage image;
        try (DigestInputStream summed = new DigestInputStream(Files.newInputStream(file), digest);
                DataInputStream in = new DataInputStream(new BufferedInputStream(summed, BUFFER))) {
            String header = in.readUTF();
            if (!header.equals(HEADER)) throw new IOException("it begins with '" + header + "', not '" + HEADER + "'");
            image = read(in);
            if (in.read() >= 0) throw new IOException("it goes on where it should end");
        } catch (IOException | RuntimeException damaged) {
            throw damaged(file, damaged);
        }
        MD5Hash found = MD5Hash.newInstance(digest.digest());
        if (!found.equals(expected))
            throw damaged(file, new IOException("its checksum is " + found + ", not " + expected));
        return image;
    }

    private static IOException damaged(Path file, Exception why) {
        return new IOException(
                "snapshot " + file + " cannot be used: " + why.getMessage()
                        + ". Move this server's folder away and start"
                        + " it again with --join: it gets everything from the others",
                why);
    }

    private static void write(DataOutputStream out, StoreImage image) throws IOException {
        out.writeUTF(HEADER);
        out.writeLong(image.appliedIndex());
        out.writeInt(image.values().size());
        for (Change change : image.values()) Wire.writeChange(out, change);
        out.writeInt(image.sessions().size());
        for (Held held : image.sessions()) {
            Wire.writeSession(out, held.session());
            out.writeInt(held.keys().size());
            for (String key : held.keys()) Wire.writeText(out, key);
        }
        out.writeInt(image.rejected().size());
        for (Map.Entry<Long, String> rejected : image.rejected().entrySet()) {
            out.writeLong(rejected.getKey());
            Wire.writeText(out, rejected.getValue());
        }
    }

    private static StoreImage read(DataInputStream in) throws IOException {
        long appliedIndex = in.readLong();
        List<Change> values = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) values.add(Wire.readChange(in));
        List<Held> sessions = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            Session session = Wire.readSession(in);
            List<String> keys = new ArrayList<>();
            for (int more = in.readInt(); more > 0; more--) keys.add(Wire.readText(in));
            sessions.add(new Held(session, keys));
        }
        NavigableMap<Long, String> rejected = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) rejected.put(in.readLong(), Wire.readText(in));
        return new StoreImage(appliedIndex, values, sessions, rejected);
    }
}
