package raftbook.book.script;

import org.teavm.extension.spi.substitution.SimpleSubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/** The classes of the JDK that a page has none of, and that are ours there. The compiler finds this one as a service. */
public final class StandInTypes extends SimpleSubstitutionPolicy {
    @Override
    public void contribute(SubstitutionSink sink) {
        String concurrent = "java.util.concurrent";
        sink.selectClasses(named(concurrent + ".CompletableFuture").or(named(concurrent + ".CompletionException")))
                .replacePackage(concurrent, "raftbook.book.script.standin");
    }
}
