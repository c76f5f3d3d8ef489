package raftbook.book.exam;

/** How long or large the run of a question is. Points follow from it. */
enum Difficulty {
    EASY("easy", 2),
    MEDIUM("medium", 3),
    HARD("hard", 4);

    private final String words;
    private final int points;

    Difficulty(String words, int points) {
        this.words = words;
        this.points = points;
    }

    String words() {
        return words;
    }

    int points() {
        return points;
    }

    /** One of three numbers, the smallest for the easiest. */
    int of(int easy, int medium, int hard) {
        return switch (this) {
            case EASY -> easy;
            case MEDIUM -> medium;
            case HARD -> hard;
        };
    }
}
