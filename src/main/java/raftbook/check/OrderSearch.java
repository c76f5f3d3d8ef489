package raftbook.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/** The search for an order: goes on while it can, and back to the last choice when it cannot. */
final class OrderSearch {

    /** A point from which several writes could come next: how much was explained, and those not tried yet. */
    private record Choice(int explained, Iterator<Integer> writes) {}

    private final Unexplained rest;
    private final int mostSteps;
    private final Deque<Choice> choices = new ArrayDeque<>();
    private final Set<Unexplained.Situation> entered = new HashSet<>();

    OrderSearch(Unexplained rest, int mostSteps) {
        this.rest = rest;
        this.mostSteps = mostSteps;
    }

    Verdict run() {
        boolean alive = goOn();
        while (!rest.isEmpty()) {
            if (rest.steps() >= mostSteps) return Verdict.UNDECIDED;
            // What has led nowhere once, with the same operations left, need not be tried again.
            if (alive && entered.add(rest.situation())) {
                choices.push(new Choice(rest.explainedCount(), rest.nextWrites().iterator()));
            }
            while (!choices.isEmpty() && !choices.element().writes.hasNext()) choices.pop();
            if (choices.isEmpty()) return Verdict.BROKEN;
            rest.goBackTo(choices.element().explained);
            rest.explain(choices.element().writes.next());
            alive = goOn();
        }
        return Verdict.LINEARIZABLE;
    }

    /** Takes all that may as well come now, whatever follows. Returns whether there is hope for what is left. */
    private boolean goOn() {
        explainReads();
        if (!rest.readsOfValueLeft().isEmpty()) return rest.canBeWrittenAgain();
        boolean more = true;
        while (more && rest.steps() < mostSteps) more = explainsOneWrite();
        return true;
    }

    /** A read that fits now may as well come now: it changes nothing for the others. */
    private void explainReads() {
        for (int read : rest.readsOfValueLeft()) {
            if (!rest.isInTime(read)) return;
            rest.explain(read);
        }
    }

    /**
     * Nobody is left who must see the present value. If a write can come next, and with it every read that must see what
     * it writes, they may as well come now: in any order that works they can be moved to the front.
     */
    private boolean explainsOneWrite() {
        int before = rest.explainedCount();
        for (int write : rest.nextWrites()) {
            rest.explain(write);
            explainReads();
            if (rest.readsOfValueLeft().isEmpty()) return true;
            rest.goBackTo(before);
        }
        return false;
    }
}
