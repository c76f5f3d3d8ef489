package raftbook.ratis;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;

/**
 * Which servers there are, and where: {@code n1=127.0.0.1:7101,n2=127.0.0.1:7102}.
 *
 * @param name the cluster's name. Servers of one name and different logs would destroy each other's: give each cluster its own
 * @param servers address by name, in the order in which they were named
 */
public record Group(String name, Map<String, String> servers) {

    /** Three servers on this machine. */
    public static final String HERE = "n1=127.0.0.1:7101,n2=127.0.0.1:7102,n3=127.0.0.1:7103";

    /** Keeps a copy. */
    public Group {
        servers = new LinkedHashMap<>(servers);
    }

    /** @throws IllegalArgumentException if the list is not of this form, or names a server or an address twice */
    public static Group of(String name, String list) {
        Map<String, String> servers = new LinkedHashMap<>();
        for (String each : list.split(",", -1)) {
            int equals = each.indexOf('=');
            String id = equals < 0 ? "" : each.substring(0, equals).trim();
            String address = each.substring(equals + 1).trim();
            if (id.isEmpty() || portOf(address) < 0)
                throw malformed(list, "'" + each.trim() + "' is not NAME=HOST:PORT");
            if (servers.containsValue(address)) throw malformed(list, address + " is named twice");
            if (servers.put(id, address) != null) throw malformed(list, id + " is named twice");
        }
        return new Group(name, servers);
    }

    private static IllegalArgumentException malformed(String list, String what) {
        return new IllegalArgumentException("servers '" + list + "': " + what + "; write them as in " + HERE);
    }

    /** The port of an address, or -1 if it has none. */
    static int portOf(String address) {
        String digits = address.substring(address.lastIndexOf(':') + 1);
        boolean plain = address.lastIndexOf(':') > 0 && digits.matches("[0-9]{1,5}");
        return plain && Integer.parseInt(digits) <= 65535 && Integer.parseInt(digits) > 0
                ? Integer.parseInt(digits)
                : -1;
    }

    /** @throws IllegalArgumentException if there is no server of this name */
    public String addressOf(String id) {
        String address = servers.get(id);
        if (address != null) return address;
        throw new IllegalArgumentException("server '" + id + "' is none of " + servers.keySet()
                + ": name it in the list of servers, with its address, or start one of those");
    }

    /** The same cluster, as Ratis calls it. */
    public RaftGroup raft() {
        return RaftGroup.valueOf(id(), peers());
    }

    /** What Ratis tells clusters apart by. */
    RaftGroupId id() {
        return RaftGroupId.valueOf(UUID.nameUUIDFromBytes(("raftbook " + name).getBytes(StandardCharsets.UTF_8)));
    }

    List<RaftPeer> peers() {
        return servers.keySet().stream().map(this::peer).collect(Collectors.toList());
    }

    RaftPeer peer(String id) {
        return RaftPeer.newBuilder().setId(id).setAddress(addressOf(id)).build();
    }
}
