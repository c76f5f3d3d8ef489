/**
 * The service on a stage, as <i>The whole service</i> tells it: {@link raftbook.demo.RaftElectionDemo} in text, {@link
 * raftbook.demo.DemoPicture} as a picture.
 */
package raftbook.demo;
