package raftbook.check;

import java.util.function.ToIntFunction;

/** What may happen only so often. What is left of all of them is one number, in which each has its bits. */
enum Budget {
    ELECTIONS(Scope::elections),
    HEARTBEATS(Scope::heartbeats),
    GETS(Scope::gets),
    PUTS(Scope::puts),
    LOSSES(Scope::losses),
    DOUBLINGS(Scope::doublings);

    private static final int BITS = 5;

    private final ToIntFunction<Scope> most;

    Budget(ToIntFunction<Scope> most) {
        this.most = most;
    }

    /** What is left of all before anything has happened. */
    static int all(Scope scope) {
        int all = 0;
        for (Budget each : values()) all += each.most.applyAsInt(scope) * each.one();
        return all;
    }

    /** What an input costs that is no message. */
    static Budget of(int input) {
        return switch (input) {
            case ServerState.TIMEOUT -> ELECTIONS;
            case ServerState.HEARTBEAT -> HEARTBEATS;
            case ServerState.GET -> GETS;
            default -> PUTS;
        };
    }

    int one() {
        return 1 << BITS * ordinal();
    }

    int left(int budgets) {
        return budgets >> BITS * ordinal() & (1 << BITS) - 1;
    }
}
