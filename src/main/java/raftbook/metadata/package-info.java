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
 * </ol>
 */
package raftbook.metadata;
