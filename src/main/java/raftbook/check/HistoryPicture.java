package raftbook.check;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import raftbook.check.History.Operation;
import raftbook.picture.RequestChart;
import raftbook.picture.RequestChart.Bar;

/** Draws the requests on one key, with the order that explains them. */
public final class HistoryPicture {

    private HistoryPicture() {}

    /** The requests on a key as a picture, numbered in an order that explains their answers if there is one. */
    public static RequestChart of(History history, String key) {
        List<Operation> operations = history.byKey().getOrDefault(key, List.of());
        Linearizability search = Linearizability.of(operations);
        List<Operation> inOrder = search.order().orElse(List.of());
        List<Long> effects = effects(inOrder, horizon(operations));
        List<Bar> bars = new ArrayList<>();
        for (Operation each : operations) {
            int place = inOrder.indexOf(each) + 1;
            OptionalLong effect = place == 0 ? OptionalLong.empty() : OptionalLong.of(effects.get(place - 1));
            String words = (each.write() ? "writes " : "reads ") + each.value().orElse("nothing");
            bars.add(new Bar(words, each.write(), each.from(), each.to(), place, effect));
        }
        return RequestChart.of(bars, key + ": " + inWords(search.verdict()));
    }

    private static String inWords(Verdict verdict) {
        return switch (verdict) {
            case LINEARIZABLE -> "this order explains every answer";
            case BROKEN -> "no order explains the answers";
            case UNDECIDED -> "undecided: no order found in " + Linearizability.MOST_STEPS + " steps";
        };
    }

    static long horizon(List<Operation> operations) {
        return operations.stream()
                .mapToLong(each -> each.to() == History.OPEN ? each.from() : each.to())
                .max()
                .orElse(0);
    }

    /** A moment for each: not before it was asked or the one before it took effect, and in time for all that follow. */
    static List<Long> effects(List<Operation> order, long horizon) {
        long[] latest = new long[order.size() + 1];
        latest[order.size()] = horizon;
        for (int i = order.size() - 1; i >= 0; i--)
            latest[i] = Math.min(latest[i + 1], order.get(i).to());
        List<Long> effects = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < order.size(); i++) {
            long earliest = Math.max(now, order.get(i).from());
            now = earliest + (latest[i] - earliest) / 3;
            effects.add(now);
        }
        return effects;
    }
}
