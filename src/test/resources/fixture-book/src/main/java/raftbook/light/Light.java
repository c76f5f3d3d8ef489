package raftbook.light;

import java.util.Objects;

/**
 * A traffic light at a moment: a value, so that a light seen by one road cannot change under another.
 *
 * @param color what it shows
 * @param changes how often it has changed since it was lit
 */
public record Light(Color color, long changes) {
    /** A light just lit. */
    public static final Light START = new Light(Color.RED, 0);

    public Light {
        Objects.requireNonNull(color, "color");
        if (changes < 0) {
            throw new IllegalArgumentException("changes must not be negative: " + changes);
        }
    }

    /** The light after one change. A number of changes never falls. */
    public Light next() {
        return new Light(after(color), changes + 1);
    }

    // The order is the law's: amber warns that red comes.
    private static Color after(Color color) {
        return switch (color) {
            case RED -> Color.GREEN;
            case GREEN -> Color.AMBER;
            case AMBER -> Color.RED;
        };
    }

    /** A picture of it. */
    public String toSvg() {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 60" width="240" role="img" aria-labelledby="t">
                <title id="t">%s after %d changes</title>
                <rect x="1" y="1" width="58" height="58" rx="8" fill="none" stroke="#888" stroke-width="2"/>
                <circle cx="30" cy="30" r="20" fill="%s"/>
                <text x="76" y="36" font-family="sans-serif" font-size="16" fill="#888">%s, %d</text>
                </svg>"""
                .formatted(color, changes, fill(), color, changes);
    }

    private String fill() {
        return switch (color) {
            case RED -> "#c0392b";
            case GREEN -> "#2e8b57";
            case AMBER -> "#d69e00";
        };
    }
}
