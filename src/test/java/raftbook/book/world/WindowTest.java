package raftbook.book.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import raftbook.cluster.NodeState;
import raftbook.picture.ClusterPicture;
import raftbook.picture.SpaceTimeDiagram;
import raftbook.raft.NodeId;
import raftbook.trace.TraceEvent;

/** A picture needs but a part of a long run. */
final class WindowTest {
    private static final int MOVES = 400;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {974, 2, 3, 4})
    void picturesOfThePartAreThoseOfTheWhole(long seed) {
        Run run = stroll(seed);
        List<NodeId> nodes = run.last().states().stream().map(NodeState::id).toList();
        boolean isShorter = false;
        for (int i = 1; i < run.moments().size(); i += 7) {
            Moment moment = run.moments().get(i);
            List<TraceEvent> past = run.events().subList(0, moment.events());
            long from = Math.max(0, moment.at() - 250_000_000);
            List<TraceEvent> part = Window.of(past, from);
            isShorter |= part.size() < past.size();
            assertThat(diagram(part, from, moment, nodes))
                    .as("moment %d", i)
                    .isEqualTo(diagram(past, from, moment, nodes));
            assertThat(ring(part, moment, nodes)).as("moment %d", i).isEqualTo(ring(past, moment, nodes));
        }
        assertThat(isShorter).isTrue();
    }

    /** Somebody decides now and then. */
    private static Run stroll(long seed) {
        Run run = new Run(Setup.of("3", Long.toString(seed), ""));
        Random random = new Random(seed);
        for (int i = 0; i < MOVES; i++) {
            List<Decision> choices = Choices.at(run.last(), run.requests().size());
            int chosen = random.nextInt(6 * choices.size());
            boolean decides = chosen < choices.size() && choices.get(chosen).kind() != Decision.Kind.STOP;
            if (decides) run.decide(choices.get(chosen));
            else run.runFor(Duration.ofMillis(random.nextInt(40)));
        }
        return run;
    }

    private static String diagram(List<TraceEvent> events, long from, Moment moment, List<NodeId> nodes) {
        return SpaceTimeDiagram.of(events)
                .nodes(nodes)
                .from(Duration.ofNanos(from))
                .to(Duration.ofNanos(moment.at() + 50_000_000))
                .toSvg();
    }

    private static String ring(List<TraceEvent> events, Moment moment, List<NodeId> nodes) {
        return ClusterPicture.of(events)
                .nodes(nodes)
                .at(Duration.ofNanos(moment.at()))
                .toSvg();
    }
}
