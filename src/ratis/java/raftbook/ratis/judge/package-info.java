/** Servers in processes of their own, killed, stopped and cut off from each other, and judged by what their clients saw. */
package raftbook.ratis.judge;
