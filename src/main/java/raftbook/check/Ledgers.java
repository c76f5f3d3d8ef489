package raftbook.check;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The judge's ledgers and their numbers. One thread adds to them; others may look. */
final class Ledgers {

    private final Map<Ledger, Integer> numbers = new ConcurrentHashMap<>();
    private final Learned<Ledger> ledgers = new Learned<>();

    Ledger get(int number) {
        return ledgers.get(number);
    }

    /** The ledger's number, null if it has none as yet. */
    Integer find(Ledger ledger) {
        return numbers.get(ledger);
    }

    int number(Ledger ledger) {
        Integer known = numbers.get(ledger);
        if (known != null) return known;
        int number = numbers.size();
        ledgers.put(number, ledger);
        numbers.put(ledger, number);
        return number;
    }
}
