package raftbook.book.chapter;

/**
 * The classes and attributes of a page by which one part of the book finds what another has made. What nobody but the style
 * sheets looks for is not here. {@code book.js} and {@code live.js} write the same names: a test holds them together.
 */
public final class Mark {
    /** On a live listing, by its id: the parser writes it, the page's body takes it away. */
    public static String cell(String id) {
        return "cell-" + id;
    }

    /** On shown code, by its number in the chapter: the include writes it, the page's body puts a caption there. */
    public static String showing(int id) {
        return "showing-" + id;
    }

    /** A listing that promises a cell's output: the parser writes it, the page's body removes the listing. */
    public static final String PROMISED = "promised";

    /** Code of the library: the include and the page's body write it; its comments flow. */
    public static final String SHOWN = "shown";

    /** A live cell with its output: the body writes it; notebooks are cut at it, and scripts make it run. */
    public static final String CELL = "cell";

    /** A cell's id: written on {@link #CELL}, read by notebooks and scripts. */
    public static final String CELL_ID = "data-cell";

    /** What precedes a cell's option in an attribute of {@link #CELL}: scripts read {@code data-check} and {@code data-raises}. */
    public static final String CELL_OPTION = "data-";

    /** Where a cell's output stands: the body writes it, scripts fill it, reading times pass over it. */
    public static final String OUTPUT = "cell-output";

    /** A link from a cell to a page on which the library runs: the site writes it, reading times pass over it. */
    public static final String IN_PAGE = "in-page";

    /** What a picture's cell is called: the body writes it, notebooks read it. */
    public static final String CAPTION = "caption";

    /** An exercise: the syntax writes it; the parser, reading times and scripts look for it. */
    public static final String EXERCISE = "exercise";

    /** A hint: the syntax writes it, the body folds it, scripts leave it folded on paper. */
    public static final String HINT = "hint";

    /** The folded check of an exercise: the body writes it. */
    public static final String CHECK = "check";

    /** An exercise's solution: the body writes it, scripts leave it folded on paper. */
    public static final String SOLUTION = "solution";

    /** Folded imports and Javadoc: the body writes it, scripts leave it folded on paper. */
    public static final String FOLD = "fold";

    /** The word before an exercise's title: the body writes it, notebooks read it. */
    public static final String KIND = "kind";

    /** A rule of Figure 2 where it is told: Figure2 writes it, notebooks read it. */
    public static final String RULE = "rule";

    /** A misconception where it is met: Misconceptions writes it, notebooks read it. */
    public static final String MISCONCEPTION = "misconception";

    /** The whole figure: Figure2 writes it, reading times pass over it. */
    public static final String FIGURE2 = "figure2";

    /** The map of its rules: RuleMap writes it, reading times pass over it. */
    public static final String RULE_MAP = "figure2-map";

    /** The table of misconceptions: Misconceptions writes it, reading times pass over it. */
    public static final String MISCONCEPTIONS = "misconceptions";

    /** The glossary: Glossary writes it, reading times pass over it, paper looks for it. */
    public static final String GLOSSARY = "glossary";

    /** On a word that has a card, the card's id: the site writes it, card.js shows the card. */
    public static final String CARD = "data-card";

    /** On a link to a page of the library: the path of the file; RuleMap writes it, notebooks read it. */
    public static final String SOURCE = "data-source";

    /** A page that is still to come: the site writes it, its frame and scripts read it. */
    public static final String COMING = "coming";

    /** On a page, its chapter: the frame writes it, scripts and the page server know the chapter by it. */
    public static final String CHAPTER = "data-chapter";

    /** On a page, the digest of its text: the frame writes it, the page server and scripts compare it. */
    public static final String MADE = "data-made";

    private Mark() {}
}
