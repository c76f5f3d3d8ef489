package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import raftbook.cluster.Mailbox.Put;

/** What waits for one thread: who may put, who is turned away, and when the thread that takes is woken. */
class MailboxTest {

    private static final long FOR_EVER = Long.MAX_VALUE;

    private final Mailbox<String> mailbox = new Mailbox<>();
    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());

    @Test
    void messagesAreTakenBeforeRequestsThatCameEarlier() {
        assertThat(mailbox.putRequest("request", 1)).isEqualTo(Put.DONE);
        assertThat(mailbox.putMessage("message")).isEqualTo(Put.DONE);
        take();
        assertThat(taken).containsExactly("message", "request");
    }

    private void take() {
        OtherThread.start(() -> mailbox.take(taken, FOR_EVER)).awaitEnd();
    }

    @Test
    void nothingIsTakenWhenTimeRunsOut() {
        OtherThread.start(() -> mailbox.take(taken, 0)).awaitEnd();
        OtherThread.start(() -> mailbox.take(taken, 1)).awaitEnd();
        assertThat(taken).isEmpty();
    }

    @Test
    void aThreadThatWaitsIsWokenByAMessage() {
        OtherThread taker = OtherThread.start(() -> mailbox.take(taken, FOR_EVER));
        taker.awaitWaiting();
        mailbox.putMessage("message");
        taker.awaitEnd();
        assertThat(taken).containsExactly("message");
    }

    @Test
    void aThreadThatWaitsIsWokenByARequest() {
        OtherThread taker = OtherThread.start(() -> mailbox.take(taken, FOR_EVER));
        taker.awaitWaiting();
        mailbox.putRequest("request", 1);
        taker.awaitEnd();
        assertThat(taken).containsExactly("request");
    }

    @Test
    void aThreadThatWaitsIsWokenByTheEnd() {
        OtherThread taker = OtherThread.start(() -> mailbox.take(taken, FOR_EVER));
        taker.awaitWaiting();
        mailbox.close();
        taker.awaitEnd();
        assertThat(taken).isEmpty();
    }

    @Test
    void whoeverHasPutTakenOrClosedLetsOtherThreadsDoSo() {
        OtherThread.start(() -> mailbox.putMessage("message")).awaitEnd();
        OtherThread.start(() -> mailbox.putRequest("request", 1)).awaitEnd();
        OtherThread.start(() -> mailbox.take(taken, FOR_EVER)).awaitEnd();
        OtherThread.start(mailbox::close).awaitEnd();
        OtherThread.start(() -> mailbox.closeAndTakeAll(taken)).awaitEnd();
        OtherThread.start(() -> mailbox.putMessage("late")).awaitEnd();
        OtherThread.start(() -> mailbox.putRequest("late", 1)).awaitEnd();
        OtherThread.start(mailbox::close).awaitEnd();
        assertThat(taken).containsExactly("message", "request");
    }

    @Test
    void whatComesAfterTheBoundIsTurnedAwayUntilSomeHasBeenTaken() {
        for (int i = 0; i < Lanes.MOST_WAITING; i++) mailbox.putRequest("early", Lanes.MOST_WAITING);
        assertThat(mailbox.putRequest("late", Lanes.MOST_WAITING)).isEqualTo(Put.FULL);
        assertThat(mailbox.putRequest("later", Lanes.MOST_WAITING)).isEqualTo(Put.FULL);
        take();
        assertThat(mailbox.putRequest("in time", Lanes.MOST_WAITING)).isEqualTo(Put.DONE);
    }

    @Test
    void whoeverIsBoundByNothingIsLetInWhereOthersAreTurnedAway() {
        IntStream.rangeClosed(0, Lanes.MOST_WAITING).forEach(i -> mailbox.putRequest("request", Lanes.MOST_WAITING));
        assertThat(mailbox.putRequest("question", Integer.MAX_VALUE)).isEqualTo(Put.DONE);
        assertThat(mailbox.putMessage("message")).isEqualTo(Put.DONE);
    }

    @Test
    void whatIsClosedTakesNothingInAndGivesOutWhatIsThere() {
        mailbox.putRequest("request", 1);
        assertThat(mailbox.isClosed()).isFalse();
        mailbox.close();
        assertThat(mailbox.isClosed()).isTrue();
        assertThat(mailbox.putMessage("late")).isEqualTo(Put.CLOSED);
        assertThat(mailbox.putRequest("late", 2)).isEqualTo(Put.CLOSED);
        take();
        take();
        assertThat(taken).containsExactly("request");
    }

    @Test
    void whoeverClosesMayTakeAllThatIsLeft() {
        for (int i = 0; i < 2 * Lanes.REQUESTS_AT_ONCE; i++) mailbox.putRequest("request", Lanes.MOST_WAITING);
        mailbox.closeAndTakeAll(taken);
        assertThat(taken).hasSize(2 * Lanes.REQUESTS_AT_ONCE);
        assertThat(mailbox.putMessage("late")).isEqualTo(Put.CLOSED);
        assertThatCode(() -> mailbox.closeAndTakeAll(taken)).doesNotThrowAnyException();
    }
}
