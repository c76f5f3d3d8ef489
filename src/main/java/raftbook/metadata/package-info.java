/**
 * A hierarchical key-value store on top of Raft, and the server that clients ask. In the order in which to read it, with the
 * chapters that tell it:
 *
 * <ol>
 *   <li>what the log carries, <i>The metadata store</i>: {@code MetadataKey}, {@link raftbook.metadata.MetadataCommand},
 *       {@link raftbook.metadata.InvalidRequestException}, {@link raftbook.metadata.MetadataStore};
 *   <li>what clients see, <i>The whole service</i>, <i>When no answer comes</i>: {@link raftbook.metadata.MetadataService},
 *       {@link raftbook.metadata.MetadataRequest}, {@link raftbook.metadata.Done}, {@link
 *       raftbook.metadata.UnknownOutcomeException}, {@link raftbook.metadata.OverloadedException};
 *   <li>and who serves them: {@link raftbook.metadata.MetadataNode}.
 * </ol>
 */
package raftbook.metadata;
