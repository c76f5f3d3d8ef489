package raftbook.book.script;

import org.teavm.extension.spi.substitution.SimpleSubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/**
 * The classes of the JDK that are ours in a page: it has none of the first three, and of the last one of 100 kB. The compiler finds
 * this one as a service.
 */
public final class StandInTypes extends SimpleSubstitutionPolicy {
    @Override
    public void contribute(SubstitutionSink sink) {
        replace("java.util.concurrent", "CompletableFuture", sink);
        replace("java.util.concurrent", "CompletionException", sink);
        replace("java.util.concurrent", "ExecutorService", sink);
        replace("java.math", "BigDecimal", sink);
    }

    private static void replace(String from, String type, SubstitutionSink sink) {
        sink.selectClasses(named(from + "." + type)).replacePackage(from, "raftbook.book.script.standin");
    }
}
