package raftbook.book.world;

import java.util.ArrayList;
import java.util.List;
import raftbook.book.world.Decision.Kind;
import raftbook.cluster.InFlight;
import raftbook.cluster.NodeState;
import raftbook.raft.NodeId;
import raftbook.trace.TraceEvent.NetworkFault.Link;

/** What a reader may decide at a moment. Of delays and requests there are more: one of each is offered, to be changed. */
final class Choices {
    private static final String DELAY_MILLIS = "100";
    private static final String KEY = "/k";

    private Choices() {}

    /** In the order of a list that is read: messages, servers, ways, requests. */
    static List<Decision> at(Moment moment, int requests) {
        List<Decision> choices = new ArrayList<>();
        for (InFlight flight : moment.flights()) {
            String copy = Long.toString(flight.copy());
            for (Kind kind : List.of(Kind.DELIVER, Kind.LOSE, Kind.DOUBLE)) choices.add(of(kind, copy));
            choices.add(of(Kind.DELAY, copy, DELAY_MILLIS));
        }
        for (NodeState state : moment.states()) addServer(state, moment, choices);
        for (NodeState from : moment.states()) {
            for (NodeState to : moment.states()) if (from != to) addWay(from.id(), to.id(), moment, choices);
        }
        for (NodeState state : moment.states()) {
            if (!state.running()) continue;
            String node = state.id().name();
            choices.add(of(Kind.PUT, node, KEY, "v" + (requests + 1)));
            choices.add(of(Kind.GET, node, KEY));
            choices.add(of(Kind.DELETE, node, KEY));
        }
        return choices;
    }

    private static void addServer(NodeState state, Moment moment, List<Decision> choices) {
        if (!state.running()) return;
        String node = state.id().name();
        if (moment.timers().contains(state.id())) choices.add(of(Kind.FIRE, node));
        choices.add(of(moment.paused().contains(state.id()) ? Kind.RESUME : Kind.PAUSE, node));
        choices.add(of(Kind.STOP, node));
    }

    private static void addWay(NodeId from, NodeId to, Moment moment, List<Decision> choices) {
        Kind kind = moment.cut().contains(new Link(from, to)) ? Kind.HEAL : Kind.CUT;
        choices.add(of(kind, from.name(), to.name()));
    }

    private static Decision of(Kind kind, String... words) {
        return new Decision(kind, List.of(words));
    }
}
