package raftbook.light;

/** What a light shows. */
public enum Color {
    RED,
    GREEN,
    AMBER
}
