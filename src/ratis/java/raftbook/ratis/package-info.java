/** The book's store as a service in processes of its own, on Apache Ratis. */
package raftbook.ratis;
