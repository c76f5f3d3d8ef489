package raftbook.book.exam;

import java.util.List;

/** One case, drawn from a run: what is shown and asked, and the answer, computed in two ways that share no method. */
interface Puzzle {

    /** What is asked. Two spaces of a server's life never stand in it: only what the exhibits show is known. */
    String ask();

    List<Exhibit> exhibits();

    /** What there is to choose from, three or four; empty if the answer is to be written down. */
    List<String> choices();

    /** The answer, the text of a choice if there are any, as the library's own code comes to it. */
    String byLibrary();

    /** The same, by other means, from what the exhibits show. */
    String byCheck();

    /** Why, in a sentence or two about this case. */
    String reason();

    /** How the instructor gets the run again. */
    String source();
}
