package raftbook.bench;

import java.util.List;
import java.util.Map;

/** Whether a put costs more the longer the log is: the first and the last 100,000 of a million, after the warm-up. */
final class Growth {

    private static final int STRETCH = 100_000;
    private static final int MILLION = 1_000_000;

    static final Measurement MEASUREMENT =
            new Measurement("growth", List.of(Contestant.OURS, Contestant.HAND_OFF), Growth::firstAndLast);

    private Growth() {}

    static void run(int rounds) {
        Map<String, List<Samples>> all = new Rounds(rounds).run(MEASUREMENT);
        System.out.printf("%nputs/s as the log grows to a million, 4096 outstanding%n");
        all.forEach((name, samples) -> System.out.printf(
                "  %-16s first 100,000: %s; last 100,000: %s; last / first: %s; in processor time: %s%n",
                name,
                samples.get(0).text(0),
                samples.get(1).text(0),
                samples.get(1).dividedBy(samples.get(0)).text(2),
                samples.get(3).dividedBy(samples.get(2)).text(2)));
    }

    private static double[] firstAndLast(Contestant contestant) {
        Load.puts(contestant, STRETCH, 4096);
        Load.Result first = Load.puts(contestant, STRETCH, 4096);
        Load.puts(contestant, MILLION - 2 * STRETCH, 4096);
        Load.Result last = Load.puts(contestant, STRETCH, 4096);
        return new double[] {first.perSecond(), last.perSecond(), first.cpuMicros(), last.cpuMicros()};
    }
}
