package raftbook.book.chapter;

import java.util.function.Consumer;

/**
 * What a build wants of the chapters.
 *
 * @param results whose results count
 * @param only cells run only in chapters whose name begins so; others have what is remembered, or no results
 * @param lessons whether it is asked how the chapters are taught: then the wrong answers run that are told there
 * @param record whether the cells run, of the chapters that have such, that need what a profile fetches, and no other chapter's
 * @param progress is told of each chapter when it is done
 */
public record Wish(Results results, String only, boolean lessons, boolean record, Consumer<String> progress) {
    /** How fresh the cells' results must be. */
    public enum Results {
        /** Those that are committed count if they are of equal cells on an equal library, and those of an earlier run. */
        COMMITTED,
        /** Those of an earlier run count if nothing that they depend on has changed, be it the machinery that runs them. */
        REMEMBERED,
        /** Every cell runs now. */
        FRESH
    }
}
