package raftbook.cluster;

import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;

/**
 * One copy of a message on its way through a simulated network.
 *
 * @param copy its number in the run; two copies of one message have two
 * @param id the message's number, as in the trace
 * @param arrivesAt when it arrives by itself, in virtual nanoseconds, unless it is held
 * @param lost whether it will be lost instead
 */
public record InFlight(long copy, long id, NodeId from, NodeId to, RaftMessage message, long arrivesAt, boolean lost) {}
