package raftbook.ratis;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import raftbook.metadata.ConditionalCommand.CompareAndDelete;
import raftbook.metadata.Session;
import raftbook.metadata.SessionOverException;
import raftbook.metadata.SessionTimer;

/** Ends sessions, if this server leads, by the clock of this machine that never goes back. The store obeys the log alone. */
final class SessionKeeper implements AutoCloseable {

    private final RaftServer server;
    private final RaftGroupId group;
    private final StoreMachine machine;
    private final Proposals proposals;
    private final ScheduledExecutorService clock;
    private final SessionTimer timer = new SessionTimer();

    SessionKeeper(RaftServer server, RaftGroupId group, StoreMachine machine, Proposals proposals) {
        this.proposals = proposals;
        this.server = server;
        this.group = group;
        this.machine = machine;
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "sessions of " + server.getId());
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(this::tick, 50, SessionTimer.LOOK_EVERY, TimeUnit.NANOSECONDS);
    }

    private void tick() {
        try {
            machine.tick();
            DivisionInfo info = server.getDivision(group).getInfo();
            if (info.isLeaderReady()) overdue(info.getCurrentTerm()).forEach(this::end);
        } catch (IOException | RuntimeException stopping) {
            StoreMachine.LOG.debug("{} does not look after sessions now: {}", server.getId(), stopping.toString());
        }
    }

    private synchronized List<Session> overdue(long term) {
        return machine.look(store -> store.hasSessions() ? timer.overdue(System.nanoTime(), term, store) : List.of());
    }

    /** Proposes its end. That its key has this version sees to it that no other session is ended. */
    private void end(Session session) {
        proposals.propose(new CompareAndDelete(session.key(), session.version()).encode());
    }

    /** Gives a session its whole time again, from now on. */
    synchronized Message renew(Question question) throws RuntimeException {
        DivisionInfo info;
        try {
            info = server.getDivision(group).getInfo();
        } catch (IOException stopping) {
            throw new Answers.NotLeader();
        }
        if (!info.isLeaderReady()) throw new Answers.NotLeader();
        long term = info.getCurrentTerm();
        Session open = machine.look(store -> {
            Session session = store.session(question.path(), question.number())
                    .orElseThrow(() -> new SessionOverException(question.path(), question.number()));
            timer.renew(System.nanoTime(), term, session);
            return session;
        });
        return Answers.found(out -> Wire.writeSession(out, open));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
