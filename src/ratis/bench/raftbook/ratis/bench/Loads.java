package raftbook.ratis.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Our store on Ratis, Ratis' Counter example and ZooKeeper, three processes each, all up at the same time and asked in turn: what the machine
 * does besides hits all of them alike. A ratio is that of neighbouring stretches.
 */
final class Loads {

    private static final Duration STRETCH = Duration.ofMillis(1500);
    private static final String OURS = "raftbook";

    private enum Kind {
        PUTS,
        GETS
    }

    private record Stretch(Kind kind, int outstanding) {
        String name() {
            return kind.name().toLowerCase(java.util.Locale.ROOT) + ", " + outstanding + " at a time, ";
        }
    }

    private static final List<Stretch> STRETCHES = List.of(
            new Stretch(Kind.PUTS, 1),
            new Stretch(Kind.PUTS, 16),
            new Stretch(Kind.PUTS, 256),
            new Stretch(Kind.GETS, 256));

    private final Map<String, Contestant> contestants = new LinkedHashMap<>();
    private final Map<String, List<Load>> seen = new LinkedHashMap<>();
    private final Map<String, List<Double>> processorTime = new LinkedHashMap<>();

    private Loads() {}

    /** @param warmUp so many seconds each, before anything counts: a cold JVM is ten times slower */
    static void measure(Path folder, int rounds, int warmUp, Figures figures) throws Exception {
        Loads loads = new Loads();
        try {
            loads.contestants.put(OURS, RatisContestant.ours(folder.resolve("ours")));
            loads.contestants.put("Counter", RatisContestant.counter(folder.resolve("counter")));
            loads.contestants.put("ZooKeeper", new ZooKeeperContestant(folder.resolve("zookeeper")));
            for (Contestant each : loads.contestants.values()) each.put(0).get(60, TimeUnit.SECONDS);
            for (int i = 0; i < warmUp; i++) loads.warmUp();
            for (int i = 0; i < rounds; i++) loads.round(i);
        } finally {
            for (Contestant each : loads.contestants.values()) each.close();
        }
        loads.tell(figures);
    }

    private void warmUp() throws InterruptedException {
        for (Map.Entry<String, Contestant> each : contestants.entrySet()) {
            Load puts = Load.measure(each.getValue()::put, 256, Duration.ofMillis(700));
            Load.measure(each.getValue()::get, 256, Duration.ofMillis(300));
            System.err.println("warming up: " + each.getKey() + " " + puts);
        }
    }

    /** Each round begins with another contestant: whom a stretch comes after matters. */
    private void round(int number) throws InterruptedException {
        List<String> names = new ArrayList<>(contestants.keySet());
        Collections.rotate(names, number);
        for (Stretch stretch : STRETCHES) {
            for (String name : names) measure(stretch, name);
        }
    }

    private void measure(Stretch stretch, String name) throws InterruptedException {
        Contestant asked = contestants.get(name);
        long before = asked.processorTime();
        Load load = Load.measure(stretch.kind == Kind.PUTS ? asked::put : asked::get, stretch.outstanding, STRETCH);
        double micros = (asked.processorTime() - before) / 1e3 / load.answers();
        seen.computeIfAbsent(stretch.name() + name, none -> new ArrayList<>()).add(load);
        processorTime
                .computeIfAbsent(stretch.name() + name, none -> new ArrayList<>())
                .add(micros);
        System.err.println(stretch.name() + name + " " + load);
    }

    private void tell(Figures figures) {
        for (Stretch stretch : STRETCHES) {
            for (String name : contestants.keySet()) {
                List<Load> all = seen.get(stretch.name() + name);
                figures.add(stretch.name() + name, median(all, Load::perSecond), "a second");
                figures.add(stretch.name() + name + ", p50", median(all, Load::p50), "ms");
                figures.add(stretch.name() + name + ", p99", median(all, Load::p99), "ms");
                String what = stretch.name() + name + ", processor time of the three servers";
                figures.add(what, Figures.median(processorTime.get(stretch.name() + name)), "microseconds each");
            }
        }
        for (Stretch stretch : STRETCHES) {
            if (stretch.kind == Kind.GETS) continue;
            figures.atLeast(0.9, stretch.name() + OURS + " to Counter", ratio(stretch, "Counter"), "times");
            figures.atLeast(2, stretch.name() + OURS + " to ZooKeeper", ratio(stretch, "ZooKeeper"), "times");
        }
    }

    private static double median(List<Load> loads, ToDoubleFunction<Load> of) {
        return Figures.median(loads.stream().mapToDouble(of).boxed().collect(Collectors.toList()));
    }

    private double ratio(Stretch stretch, String other) {
        List<Load> ours = seen.get(stretch.name() + OURS);
        List<Load> theirs = seen.get(stretch.name() + other);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++)
            ratios.add(ours.get(i).perSecond() / theirs.get(i).perSecond());
        return Figures.median(ratios);
    }
}
