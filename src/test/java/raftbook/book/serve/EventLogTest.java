package raftbook.book.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private final EventLog log = new EventLog(3);

    private List<String> after(long number) throws InterruptedException {
        return log.after(number, 0).stream().map(EventLog.Entry::json).toList();
    }

    @Test
    void aLateReaderGetsWhatIsKept() throws InterruptedException {
        for (String each : List.of("a", "b", "c", "d")) {
            log.append(each);
        }
        assertThat(after(0)).containsExactly("b", "c", "d");
        assertThat(after(3)).containsExactly("d");
    }

    @Test
    void aFrameTakesThePlaceOfTheOneBefore() throws InterruptedException {
        log.append("shown");
        for (int i = 1; i <= 100; i++) {
            log.append("p " + i, "p");
            log.append("q " + i, "q");
        }
        assertThat(after(0)).containsExactly("shown", "p 100", "q 100");
        assertThat(after(log.last() - 1)).containsExactly("q 100");
    }
}
