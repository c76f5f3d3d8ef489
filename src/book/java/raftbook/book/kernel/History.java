package raftbook.book.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/** The latest cells that this kernel has run. Of earlier sessions it knows nothing. */
final class History {

    private static final int KEPT = 1_000;

    private record Entry(int count, String input, String output) {}

    private final Deque<Entry> entries = new ArrayDeque<>();

    synchronized void add(int count, String input, String output) {
        entries.addLast(new Entry(count, input, output));
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
    }

    /** The entries as the protocol wants them: session, count, and input or else input and output. */
    synchronized List<List<Object>> answer(HistoryRequest request) {
        List<Entry> found = new ArrayList<>();
        if (request instanceof HistoryRequest.Tail tail) {
            found = last(tail.getMaxReturnLength(), each -> true);
        } else if (request instanceof HistoryRequest.Search search) {
            Pattern glob = glob(search.getPattern());
            Set<String> seen = new HashSet<>();
            found = last(
                    search.getMaxReturnLength(),
                    each -> glob.matcher(each.input).matches() && (!search.filterUnique() || seen.add(each.input)));
        } else if (request instanceof HistoryRequest.Range range && range.getSessionIndex() == 0) {
            found = last(
                    KEPT,
                    each -> each.count >= range.getStart() && (range.getStop() <= 0 || each.count < range.getStop()));
        }
        return found.stream()
                .map(each ->
                        List.of(0, each.count, request.includeOutput() ? List.of(each.input, each.output) : each.input))
                .toList();
    }

    /** The last so many, the latest at the end; all if the number is not positive. */
    private List<Entry> last(int most, Predicate<Entry> wanted) {
        List<Entry> found = new ArrayList<>();
        entries.descendingIterator().forEachRemaining(each -> {
            if ((most <= 0 || found.size() < most) && wanted.test(each)) {
                found.add(each);
            }
        });
        Collections.reverse(found);
        return found;
    }

    private static Pattern glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (char c : (pattern == null ? "*" : pattern).toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote("" + c));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
