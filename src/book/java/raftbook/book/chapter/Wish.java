package raftbook.book.chapter;

import java.util.function.Consumer;

/**
 * What a build wants of the chapters.
 *
 * @param fresh whether cells run even if their results are remembered
 * @param only cells run only in chapters whose name begins so; others have what is remembered, or no results
 * @param lessons whether it is asked how the chapters are taught: then the wrong answers run that are told there
 * @param record whether the cells run, of the chapters that have such, that need what a profile fetches, and no other chapter's
 * @param progress is told of each chapter when it is done
 */
public record Wish(boolean fresh, String only, boolean lessons, boolean record, Consumer<String> progress) {}
