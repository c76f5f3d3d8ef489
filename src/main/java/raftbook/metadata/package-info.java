/**
 * The service on top of Raft: a hierarchical store, its commands, and the server that answers clients. In reading
 * order:
 *
 * <ol>
 *   <li>{@link raftbook.metadata.InvalidRequestException}, {@link raftbook.metadata.MetadataKey}, {@link
 *       raftbook.metadata.MetadataCommand}, {@link raftbook.metadata.MetadataStore}: paths, commands as bytes, and the
 *       map that they change ("The metadata store")
 *   <li>{@link raftbook.metadata.Done}, {@link raftbook.metadata.OverloadedException}, {@link
 *       raftbook.metadata.UnknownOutcomeException}, {@link raftbook.metadata.MetadataRequest}, {@link
 *       raftbook.metadata.MetadataService}, {@link raftbook.metadata.MetadataNode}: what a client is told, and who
 *       tells it ("The whole service")
 *   <li>{@link raftbook.metadata.Change}, {@link raftbook.metadata.Session}, {@link raftbook.metadata.ConditionalCommand}, {@link
 *       raftbook.metadata.ConflictException}, {@link raftbook.metadata.SessionOverException}, {@link
 *       raftbook.metadata.FellBehindException}, {@link raftbook.metadata.RecentChanges}, {@link raftbook.metadata.Changes}, {@link
 *       raftbook.metadata.Listing}, {@link raftbook.metadata.Sessions}, {@link raftbook.metadata.Refusals}, {@link
 *       raftbook.metadata.StoreImage}, {@link raftbook.metadata.SessionTimer}, {@link raftbook.metadata.Watches}: the store's second
 *       half, and the leader's; {@link raftbook.metadata.Coordination}, {@link raftbook.metadata.Coordinator}, {@link
 *       raftbook.metadata.FencedLock}, {@link raftbook.metadata.Mirror}, {@link raftbook.metadata.Barrier}: what is made of it ("Locks,
 *       leases and watches")
 * </ol>
 */
package raftbook.metadata;
