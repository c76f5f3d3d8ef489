package raftbook.book.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import raftbook.book.eval.Completion;
import raftbook.book.eval.Evaluator;

class LiveChapterTest {

    private final LiveChapter chapter =
            new LiveChapter("02-roles", () -> new Evaluator(List.of()), Duration.ofMillis(50));
    private long seen;

    @AfterEach
    void close() {
        chapter.close();
    }

    private String until(String part) throws InterruptedException {
        while (true) {
            for (EventLog.Entry entry : chapter.log().after(seen, 1_000)) {
                seen = entry.number();
                if (entry.json().contains(part)) return entry.json();
            }
        }
    }

    private void run(String code) {
        chapter.run(List.of(new LiveChapter.Asked("c1", code, false)), "tab");
    }

    @Test
    void aCellWhosePagesAreGoneIsStopped() throws InterruptedException {
        chapter.opened();
        run("while (true) {}");
        until("started");
        chapter.opened();
        chapter.left();
        chapter.left();
        assertThat(until("failed")).contains("stopped in line 1");
    }

    @Test
    void aCellWhosePageIsBackInTimeGoesOn() throws InterruptedException {
        chapter.opened();
        run("new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);");
        until("started");
        chapter.left();
        chapter.opened();
        until("ended");
        assertThat(chapter.log().after(0, 0)).noneMatch(entry -> entry.json().contains("stopped"));
    }

    @Test
    @Timeout(60)
    void whatMayBeWrittenIsKnownFromTheCellsThatHaveRun() throws InterruptedException {
        run("int quorumOfFive = 3;");
        until("ended");
        String code = "int more = quorumO + 1;";
        Completion found = idle(code, code.indexOf(" + 1"));
        assertThat(found).isEqualTo(new Completion(code.indexOf("quorumO"), List.of("quorumOfFive")));
    }

    @Test
    @Timeout(60)
    void whileACellRunsNothingIsSaidOfWhatMayBeWritten() throws InterruptedException {
        run("while (true) {}");
        until("started");
        assertThat(chapter.complete("Str", 3)).isEqualTo(new Completion(3, List.of()));
    }

    /** A cell is said to have ended a moment before the next may run. */
    private Completion idle(String code, int cursor) {
        Completion found = chapter.complete(code, cursor);
        while (found.candidates().isEmpty()) found = chapter.complete(code, cursor);
        return found;
    }
}
