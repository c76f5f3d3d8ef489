/**
 * A run of the library as a page shows it: a seed, a number of servers, the rules that are broken, and what the reader decides.
 * It is compiled for pages by {@link raftbook.book.script}, and the same classes are tested on the JVM. In reading order:
 *
 * <ol>
 *   <li>{@link raftbook.book.world.Setup}: what a run begins with
 *   <li>{@link raftbook.book.world.Decision}, {@link raftbook.book.world.Requests}: what a reader may do between two events
 *   <li>{@link raftbook.book.world.Moment}, {@link raftbook.book.world.Watcher}, {@link raftbook.book.world.Run}: the run, with all
 *       its moments
 *   <li>{@link raftbook.book.world.Choices}: what can happen next
 *   <li>{@link raftbook.book.world.Watched}, {@link raftbook.book.world.WatchedWorld}: the run of a campaign's world, to be looked at
 *   <li>{@link raftbook.book.world.RecordedEvents}, {@link raftbook.book.world.RecordedServer}, {@link
 *       raftbook.book.world.Recording}: a run that a picture brings with it, to be looked at
 *   <li>{@link raftbook.book.world.RunLink}, {@link raftbook.book.world.CampaignLink}, {@link
 *       raftbook.book.world.SearchLink}: a run, a campaign, or a search, as the text of a
 *       link, and back
 *   <li>{@link raftbook.book.world.Challenge}: what a reader may try; {@link
 *       raftbook.book.world.Story}, {@link raftbook.book.world.ElectionJudge}, {@link raftbook.book.world.WriteJudge}: whether it
 *       is done
 *   <li>{@link raftbook.book.world.Window}: what a picture needs of a long run
 *   <li>{@link raftbook.book.world.RunPictures}, {@link raftbook.book.world.Json}, {@link raftbook.book.world.RunJson}: what of a
 *       run is drawn, and what is told
 *   <li>{@link raftbook.book.world.PageRun}, {@link raftbook.book.world.Worlds}, {@link raftbook.book.world.Page}, {@link
 *       raftbook.book.world.EventWriter}, {@link raftbook.book.world.Worker}: what a page can call, and what its workers
 *   <li>{@link raftbook.book.world.Fingerprints}, {@link raftbook.book.world.Findings}: what the page must agree with
 * </ol>
 */
package raftbook.book.world;
