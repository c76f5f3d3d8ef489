package raftbook.book.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
}
