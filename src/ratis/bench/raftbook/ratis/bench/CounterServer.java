package raftbook.ratis.bench;

import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;
import org.apache.ratis.statemachine.StateMachine;
import raftbook.ratis.Group;
import raftbook.ratis.Server;

/** A server with the state machine of Ratis' Counter example, and the settings of ours. */
final class CounterServer {

    private CounterServer() {}

    /** Takes the arguments of our {@code serve}. */
    public static void main(String[] args) throws Exception {
        String id = args[1];
        Group group = Group.of(value(args[3]), value(args[2]));
        Path folder = Path.of(value(args[4]), id);
        RaftProperties properties = Server.settings(folder, group.addressOf(id), Duration.ofMillis(300), 100_000);
        // As far as Ratis goes; our store goes further by itself.
        RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
        RaftServer.newBuilder()
                .setServerId(org.apache.ratis.protocol.RaftPeerId.valueOf(id))
                .setGroup(group.raft())
                .setOption(StartupOption.FORMAT)
                .setStateMachine(counter())
                .setProperties(properties)
                .build()
                .start();
    }

    private static String value(String argument) {
        return argument.substring(argument.indexOf('=') + 1);
    }

    /** The example's class is public, its constructor is not. */
    private static StateMachine counter() throws ReflectiveOperationException {
        Constructor<?> constructor = Class.forName("org.apache.ratis.examples.counter.server.CounterStateMachine")
                .getDeclaredConstructor();
        constructor.setAccessible(true);
        return (StateMachine) constructor.newInstance();
    }
}
