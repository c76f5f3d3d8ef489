package raftbook.ratis.judge;

/** The cluster does not go on, though it should: what was waited for, in vain. */
final class Stalled extends IllegalStateException {

    private static final long serialVersionUID = 1;

    Stalled(String what) {
        super(what);
    }
}
