package raftbook.light;

import java.util.ArrayList;
import java.util.List;

/** Two lights that must never be green together. */
public class Crossing {
    private Light north = Light.START;
    private Light east = Light.START;

    /** One step: the side that is not red goes on; if both are red, the one that changed less often does. */
    public void step() {
        if (mayMove(north, east)) {
            north = north.next();
        } else {
            east = east.next();
        }
    }

    /** Whether a side may change, seeing the other. */
    protected boolean mayMove(Light side, Light other) {
        return other.color() == Color.RED && (side.color() != Color.RED || side.changes() <= other.changes());
    }

    public boolean isSafe() {
        return north.color() == Color.RED || east.color() == Color.RED;
    }

    /** The lights after each of a number of steps. */
    public List<String> run(int steps) {
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            step();
            seen.add(north.color() + "/" + east.color());
        }
        return seen;
    }

    /** What happens at a step that breaks the rule. */
    public static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Crash(String message) {
            super(message);
        }
    }
}
