package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What has been found out is there for whoever looks it up, and nothing else. */
class LearnedTest {

    /** So many fit before there must be more room, and one more. */
    private static final int ROOM = 8;

    @Test
    void whatBelongsToANumberIsKnownOnceItHasBeenSaid() {
        Learned<String> learned = new Learned<>();
        assertThat(learned.get(0)).isNull();
        learned.put(0, "nought");
        learned.put(ROOM - 1, "the last");
        assertThat(learned.get(ROOM)).as("beyond the room that there is").isNull();
        learned.put(ROOM, "the first beyond");
        learned.put(10 * ROOM, "far beyond");
        assertThat(learned.get(0)).isEqualTo("nought");
        assertThat(learned.get(ROOM - 1)).isEqualTo("the last");
        assertThat(learned.get(ROOM)).isEqualTo("the first beyond");
        assertThat(learned.get(10 * ROOM)).isEqualTo("far beyond");
        assertThat(learned.get(1)).isNull();
        assertThat(learned.get(1000)).isNull();
    }

    @Test
    void aNumberThatBelongsToANumberAlike() {
        Numbers numbers = new Numbers();
        assertThat(numbers.get(0)).isEqualTo(Numbers.UNKNOWN);
        numbers.put(0, 0);
        numbers.put(ROOM - 1, 4);
        assertThat(numbers.get(ROOM)).as("beyond the room that there is").isEqualTo(Numbers.UNKNOWN);
        numbers.put(ROOM, 5);
        numbers.put(10 * ROOM, 7);
        assertThat(numbers.get(0)).isZero();
        assertThat(numbers.get(ROOM - 1)).isEqualTo(4);
        assertThat(numbers.get(ROOM)).isEqualTo(5);
        assertThat(numbers.get(10 * ROOM)).isEqualTo(7);
        assertThat(numbers.get(1)).isEqualTo(Numbers.UNKNOWN);
        assertThat(numbers.get(1000)).isEqualTo(Numbers.UNKNOWN);
    }

    @Test
    void roomForAnswersIsMadeWhenMoreThanHalfOfItIsTaken() {
        Answers<String> answers = new Answers<>();
        List<Integer> room = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.put(100 * i, "known");
            room.add(answers.room());
        }
        assertThat(room).containsExactly(4, 4, 8, 8, 16);
    }

    /** Near ones are looked for in places that are far from each other. */
    @Test
    void aNumberIsLookedForFromAPlaceOfItsOwn() {
        assertThat(IntStream.range(0, 6).map(number -> Answers.place(number, 64)))
                .containsExactly(0, 55, 46, 38, 29, 21);
    }

    @Test
    void aFewAnswersAmongManyNumbersAreFoundAgain() {
        Answers<Integer> answers = new Answers<>();
        for (int i = 0; i < 200; i++) {
            assertThat(answers.get(7 * i)).isNull();
            answers.put(7 * i, i);
            for (int known = 0; known <= i; known++)
                assertThat(answers.get(7 * known)).isEqualTo(known);
            assertThat(answers.get(7 * i + 1)).isNull();
        }
    }
}
