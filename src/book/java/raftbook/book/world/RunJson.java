package raftbook.book.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import raftbook.cluster.InFlight;
import raftbook.cluster.NodeState;
import raftbook.cluster.StateTable;
import raftbook.raft.NodeId;
import raftbook.trace.TraceEvent;
import raftbook.trace.TraceEvent.NetworkFault.Link;

/** What a page's script is told of a run, as JSON. Times are milliseconds. */
final class RunJson {

    private RunJson() {}

    /** @param number of the moment in its run */
    static Object moment(Run run, Moment now, int number) {
        int before = number == 0 ? 0 : run.moments().get(number - 1).events();
        List<Object> news = new ArrayList<>();
        for (TraceEvent event : run.events().subList(before, now.events())) {
            if (!(event instanceof TraceEvent.TimerSet)) news.add(event.describe());
        }
        List<Object> cut = new ArrayList<>();
        for (Link way : now.cut()) cut.add(List.of(way.from().name(), way.to().name()));
        return Json.object(
                "at",
                PageRun.millis(now.at()),
                "next",
                now.next() == Long.MAX_VALUE ? -1 : PageRun.millis(now.next()),
                "decision",
                now.decision() == null ? "" : now.decision().toString(),
                "news",
                news,
                "servers",
                now.states().stream().map(state -> server(state, now)).toList(),
                "cut",
                cut);
    }

    private static Map<String, Object> server(NodeState state, Moment now) {
        NodeId leader = state.termState().leader();
        NodeId vote = state.termState().votedFor();
        return Json.object(
                "id", state.id().name(),
                "running", state.running(),
                "paused", now.paused().contains(state.id()),
                "role", state.role().name(),
                "term", state.term(),
                "votedFor", vote == null ? "" : vote.name(),
                "leader", leader == null ? "" : leader.name(),
                "log", state.log().size(),
                "commit", state.commitIndex(),
                "applied", state.lastApplied(),
                "store", StateTable.store(state.store()));
    }

    static List<?> choices(Run run, Moment now) {
        return Choices.at(now, run.requests().size()).stream()
                .map(choice -> choice(choice, run, now))
                .toList();
    }

    private static Map<String, Object> choice(Decision decision, Run run, Moment now) {
        Map<String, Object> choice = Json.object(
                "do", decision.toString(),
                "kind", decision.kind().word(),
                "words", decision.describe(now));
        switch (decision.kind()) {
            case DELIVER, LOSE, DOUBLE, DELAY -> {
                InFlight flight = now.flight(Long.parseLong(decision.words().get(0)));
                choice.put("from", flight.from().name());
                choice.put("to", flight.to().name());
                choice.put("message", flight.id());
                choice.put("copy", flight.copy());
                choice.put("arrives", PageRun.millis(flight.arrivesAt()));
                choice.put("shown", shown(flight, run, now));
            }
            case CUT, HEAL -> {
                choice.put("from", decision.words().get(0));
                choice.put("to", decision.words().get(1));
            }
            default -> choice.put("server", decision.words().get(0));
        }
        return choice;
    }

    private static String shown(InFlight flight, Run run, Moment now) {
        for (int i = now.events() - 1; i >= 0; i--) {
            boolean left = run.events().get(i) instanceof TraceEvent.Sent sent && sent.id() == flight.id();
            if (left) return run.events().get(i).line().strip() + "\nstill on its way";
        }
        return "";
    }

    static List<?> requests(Run run) {
        return run.requests().stream()
                .map(request -> Json.object(
                        "what", request.what(),
                        "server", request.node().name(),
                        "from", PageRun.millis(request.from()),
                        "to", request.to() < 0 ? -1 : PageRun.millis(request.to()),
                        "end", request.end().name(),
                        "answer", request.answer()))
                .toList();
    }

    static Object broken(Run.Broken broken) {
        return Json.object(
                "invariant", broken.invariant().name(),
                "title", broken.invariant().title(),
                "meaning", broken.invariant().meaning(),
                "words", broken.words(),
                "servers", broken.nodes().stream().map(NodeId::name).toList(),
                "moment", broken.moment());
    }
}
