package raftbook.book.world;

import java.util.List;
import java.util.Optional;
import raftbook.trace.TraceEvent;

/** A run that is over, with all its moments: to be looked at, and not to be steered. */
interface Watched {

    /** All that has happened, oldest first. */
    List<TraceEvent> events();

    /** At least one. */
    List<Moment> moments();

    /** The invariant that has ended it. */
    Optional<Run.Broken> broken();

    /** What it is, as a part of a sentence: {@code a world of a campaign}. */
    String what();

    /** Why nothing follows. */
    String whyOver();

    /** What the pictures say at their foot; empty if that is nothing. */
    default String replay() {
        return "";
    }

    /** The statements that make it; empty if there are none that a notebook could run. */
    default String java() {
        return "";
    }

    /** The fragment of the link that leads to it; empty if there is none. */
    default String link() {
        return "";
    }
}
