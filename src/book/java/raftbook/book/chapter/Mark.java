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

    /** On a paragraph, by its line in the chapter's file: the parser writes it, the page's body takes it away. */
    static String line(int line) {
        return LINE_CLASS + line;
    }

    /** What a class by {@link #line} begins with. */
    public static final String LINE_CLASS = "at-line-";

    /** A paragraph's line in the chapter's file: the body writes it, scripts read it. */
    public static final String SOURCE_LINE = "data-line";

    /** A cell's id: written on {@link #CELL}, read by notebooks and scripts. */
    public static final String CELL_ID = "data-cell";

    /** What precedes a cell's option in an attribute of {@link #CELL}: scripts read {@code data-check} and {@code data-raises}. */
    public static final String CELL_OPTION = "data-";

    /** The line of a cell that says what it needs. */
    public static final String NEEDS = "cell-needs";

    /** Where a cell's output stands: the body writes it, scripts fill it, reading times pass over it. */
    public static final String OUTPUT = "cell-output";

    /** A link from a cell to a page on which the library runs: the site writes it, reading times pass over it. */
    public static final String IN_PAGE = "in-page";
    /** On a picture of a run: the run itself, as the explorer reads it, or where on the page it is and how much of it this shows. */
    public static final String RECORDED = "data-recorded";
    /** On the same: the link of a run that can be steered and is this one, up to where somebody interferes with it. */
    public static final String STEERED = "data-steered";

    /** What a picture's cell is called: the body writes it, notebooks read it. */
    public static final String CAPTION = "caption";

    /** An exercise: the syntax writes it; the parser, reading times and scripts look for it. */
    public static final String EXERCISE = "exercise";

    /** A question in the text: the syntax writes it; the parser, the body, reading times, the search and scripts look for it. */
    public static final String QUESTION = "question";

    /** On a question, its kind: the body writes it, scripts read it. */
    public static final String ASKS = "data-asks";

    /** On a question, a JSON list of what is right: the body writes it, scripts read it. */
    public static final String RIGHT = "data-right";

    /** A question's words: the body writes it, notebooks and scripts look for it. */
    public static final String ASKED = "asked";

    /** The code that a question asks about, once more and without its output: the body writes it, scripts hide it. */
    public static final String ASKED_CODE = "asked-code";

    /** What is said to each answer, folded: the body writes it, the search and notebooks take it away, scripts unfold it. */
    public static final String ANSWERS = "answers";

    /** What is said to one answer: the body writes it, scripts show it. */
    public static final String REPLY = "reply";

    /** On a reply, a JSON list of the answers that it is for, which is empty for all others: the body writes it, scripts read it. */
    public static final String WHEN = "data-when";

    /** The words by which a reply that is read from a fold names its answer: the body writes it. */
    public static final String REPLY_TO = "reply-to";

    /** Below a run in a reply, where it comes from: the body writes it. */
    public static final String RUN_OF = "run-of";

    /** The list of a question's choices: the parser writes it, the body reads it and writes a list with letters; scripts and notebooks read that. */
    public static final String CHOICES = "choices";

    /** The list of typed answers that are wrong and have a reply: the parser writes it, the body reads it. */
    public static final String EXPECTED = "expected";

    /** What is said to any other wrong answer: the syntax writes it, the body reads it. */
    public static final String OTHERWISE = "otherwise";

    /** What is said after the right answer: the syntax writes it, the body reads it. */
    public static final String WHY = "why";

    /** The kind of question that asks what a cell prints: the syntax writes it, the parser reads it. */
    public static final String PRINTS = "prints";

    /** The place of a cell's output in a reply, and there the name of the cell: the syntax writes it, the body fills it. */
    public static final String RUN = "data-run";

    /** A slide: the syntax writes it; the page's body leaves it out, a deck is made of it. Also the option that marks a block for one. */
    public static final String SLIDE = "slide";

    /** A wrong answer in what an instructor is told: the syntax writes it, the lesson's reader and its page look for it. */
    public static final String WRONG = "wrong";

    /** A block that a slide shows: the parser writes it, the page's body takes it away, a deck looks for it. */
    public static final String ON_SLIDE = "on-slide";

    /** The question to the room: the syntax writes it, a deck looks for it. */
    public static final String ASK = "ask";

    /** What the teacher says: the syntax writes it, a deck looks for it. */
    public static final String NOTES = "notes";

    /** On a slide, by its id: the parser writes it, a deck looks for it. */
    public static String slide(String id) {
        return "slide-" + id;
    }

    /** The number of a callout in code: the highlighter writes it, scripts leave it out of what they copy. */
    public static final String CALLOUT = "callout";

    /** A line of a file of the library: the site writes it, scripts copy the file by it. */
    public static final String LINE = "line";

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

    /** The table of real bugs: Exhibits writes it, reading times pass over it. */
    public static final String MUSEUM = "museum";

    /** A real bug's picture, folded: Exhibits writes it, notebooks leave it out. */
    public static final String MUSEUM_PICTURE = "museum-picture";

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
