package raftbook.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM of its own for every contestant and round. In a shared one, the compiler would make one compromise for all who call
 * the same method: whoever came first would be fast, and whoever has more code slow, for no reason of their own.
 */
final class Fork {

    /** So often it is measured without counting, for the compiler to see what matters; then so often in earnest. */
    private static final int WARM_UPS = 2;

    private static final int MEASURED = 3;

    private static final int ATTEMPTS = 5;
    private static final String MARK = "measured: ";

    private Fork() {}

    /** Measures in a new JVM with the options of this one; of each quantity, the median of three. */
    static double[] measure(Measurement measurement, Contestant.Entry entry) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Fork.class.getName()));
        command.addAll(List.of(measurement.title(), entry.name()));
        String last = "";
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader output = process.inputReader()) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    last = line;
                    if (!line.startsWith(MARK)) System.out.println(line);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("no JVM to measure " + entry.name() + " in: " + command.get(0), failed);
        }
        if (!last.startsWith(MARK)) {
            throw new IllegalStateException("measuring " + entry.name() + " in a JVM of its own failed; see above why");
        }
        return Stream.of(last.substring(MARK.length()).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** The new JVM's start: takes the title of a measurement, and the name of a contestant. */
    public static void main(String[] args) {
        Measurement measurement = Stream.concat(Throughput.all(), Stream.of(Growth.MEASUREMENT, Failover.MEASUREMENT))
                .filter(candidate -> candidate.title().equals(args[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no measurement '" + args[0] + "'"));
        Contestant.Entry entry = measurement.entry(args[1]);
        for (int i = 0; i < WARM_UPS; i++) once(measurement, entry);
        List<Samples> all = new ArrayList<>();
        for (int i = 0; i < MEASURED; i++) Samples.add(all, once(measurement, entry));
        System.out.println(MARK
                + all.stream().map(samples -> Double.toString(samples.median())).collect(Collectors.joining(" ")));
    }

    private static double[] once(Measurement measurement, Contestant.Entry entry) {
        return repeatIfSpoilt(entry.name(), () -> {
            System.gc();
            try (Contestant contestant = entry.start()) {
                return measurement.once().apply(contestant);
            }
        });
    }

    /** A leader that falls under load fails what it was asked; that is reported, and the measurement repeated. */
    static double[] repeatIfSpoilt(String name, Supplier<double[]> measurement) {
        for (int attempt = 1; ; attempt++) {
            try {
                return measurement.get();
            } catch (CompletionException | IllegalStateException failed) {
                if (attempt == ATTEMPTS) throw failed;
                Throwable cause = failed.getCause() == null ? failed : failed.getCause();
                System.out.println("\nFAILED, to be repeated: " + name + ": " + cause.getMessage());
            }
        }
    }
}
