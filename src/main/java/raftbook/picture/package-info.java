/**
 * How a run is drawn, from its trace alone: as SVG, by hand, without a library. What there is to draw comes first,
 * then where it goes, then the strokes. Told in the workshops; in reading order:
 *
 * <ol>
 *   <li>{@link raftbook.picture.Style}, {@link raftbook.picture.Svg}: colours, thickness and boxes that all
 *       pictures share, and how SVG is written
 *   <li>{@link raftbook.picture.Axes}, {@link raftbook.picture.Ticks}: where times and servers lie
 *   <li>{@link raftbook.picture.Lane}, {@link raftbook.picture.Flight}, {@link raftbook.picture.Way}: what a
 *       server was over time; a message, and where its arrow runs
 *   <li>{@link raftbook.picture.LanePainter}, {@link raftbook.picture.FlightPainter}, {@link
 *       raftbook.picture.FlagPainter}, {@link raftbook.picture.Markers}: the strokes of lanes, arrows, entries and
 *       notes
 *   <li>{@link raftbook.picture.Legend}, {@link raftbook.picture.Sheet}, {@link
 *       raftbook.picture.SpaceTimeDiagram}: what is explained, what is put together, and the picture with its choices
 *   <li>{@link raftbook.picture.LogColumns}, {@link raftbook.picture.LogStrip}: logs side by side
 *   <li>{@link raftbook.picture.Circle}, {@link raftbook.picture.LogTail}, {@link raftbook.picture.ServerView},
 *       {@link raftbook.picture.ServerPainter}, {@link raftbook.picture.LinkPainter}, {@link
 *       raftbook.picture.ClusterLegend}, {@link raftbook.picture.ClusterPicture}, {@link
 *       raftbook.picture.MovingPicture}: servers in a ring at one moment, and from moment to moment
 *   <li>{@link raftbook.picture.RequestChart}: requests as bars
 * </ol>
 */
package raftbook.picture;
