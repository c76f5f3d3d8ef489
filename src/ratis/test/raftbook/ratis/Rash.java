package raftbook.ratis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.TimeDuration;

/** Servers that answer gets as Ratis does by default, from memory; the first of them believes for long that it leads. */
public final class Rash {

    /** The one that believes for long. */
    public static final String BELIEVER = "n1";

    private Rash() {}

    /** As {@code raftbook serve}. */
    public static void main(String[] args) throws Exception {
        Map<String, String> given = new HashMap<>();
        for (String each : args) if (each.startsWith("--")) given.put(each.split("=")[0], each.split("=", 2)[1]);
        Group group = Group.of(given.get("--cluster"), given.get("--servers"));
        Path folder = Path.of(given.get("--data"), args[1]);
        Duration electionTimeout = Duration.ofMillis(Long.parseLong(given.get("--election-timeout")));
        RaftProperties settings = Settings.server(folder, given.get("--listen"), electionTimeout, 1000);
        RaftServerConfigKeys.Read.setOption(settings, RaftServerConfigKeys.Read.Option.DEFAULT);
        if (args[1].equals(BELIEVER))
            RaftServerConfigKeys.Rpc.setTimeoutMax(settings, TimeDuration.valueOf(1, TimeUnit.MINUTES));
        RaftServer.newBuilder()
                .setServerId(group.peer(args[1]).getId())
                .setGroup(group.raft())
                .setStateMachine(new FromMemory())
                .setProperties(settings)
                .build()
                .start();
    }
}
