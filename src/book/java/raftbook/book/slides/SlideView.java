package raftbook.book.slides;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import raftbook.book.chapter.Cell;
import raftbook.book.chapter.Mark;
import raftbook.book.chapter.ParsedChapter;
import raftbook.book.chapter.Slide;
import raftbook.book.site.JavaHighlighter;

/**
 * What a slide shows and says: the blocks of the chapter that are marked for it, then those of its own.
 *
 * @param block its own
 * @param blocks all that it shows, without {@code ask} and {@code notes}
 */
public record SlideView(Slide slide, Element block, List<Element> blocks) {
    private static final String LISTING = "listingblock";
    private static final Pattern JAVADOC = Pattern.compile("(?ms)^ */\\*\\*.*?\\*/\\n");

    public SlideView {
        blocks = List.copyOf(blocks);
    }

    /**
     * A chapter's slides, in order.
     *
     * @param body the chapter's with its slides: they lose nothing by being looked at
     */
    public static List<SlideView> of(ParsedChapter parsed, Element body) {
        List<SlideView> views = new ArrayList<>();
        Set<Element> marked = new LinkedHashSet<>();
        for (Element each : body.select("." + Mark.SLIDE + ", ." + Mark.ON_SLIDE)) {
            Optional<Slide> slide = parsed.slides().stream()
                    .filter(one -> each.hasClass(Mark.slide(one.id())))
                    .findFirst();
            if (slide.isEmpty()) {
                marked.add(whole(each));
                continue;
            }
            Element content =
                    Optional.ofNullable(each.selectFirst("> .content")).orElse(each);
            List<Element> blocks = new ArrayList<>(marked);
            content.children().stream()
                    .filter(own -> !own.hasClass(Mark.ASK) && !own.hasClass(Mark.NOTES))
                    .forEach(blocks::add);
            blocks.replaceAll(SlideView::withoutJavadoc);
            views.add(new SlideView(slide.get(), each, blocks));
            marked.clear();
        }
        return views;
    }

    /** A cell is more than its listing. */
    private static Element whole(Element marked) {
        Element cell = marked.closest("." + Mark.CELL);
        return cell == null ? marked : cell;
    }

    /** The library's code as it is read from the back row: what its Javadoc says, the teacher says. */
    private static Element withoutJavadoc(Element block) {
        if (!block.hasClass(Mark.SHOWN)) return block;
        Element copy = block.clone();
        Element code = copy.select("pre code").last();
        if (code == null) return block;
        String bare = JAVADOC.matcher(code.wholeText()).replaceAll("");
        code.html(JavaHighlighter.html(bare));
        return bare.isBlank() ? block : copy;
    }

    public String title() {
        Element title = block.selectFirst("> .title");
        return title == null ? "" : title.html();
    }

    /** What to ask the room: HTML, empty without it. */
    public String ask() {
        return part(Mark.ASK);
    }

    /** What the teacher says and does: HTML, empty without it. */
    public String notes() {
        return part(Mark.NOTES);
    }

    private String part(String role) {
        Element part = block.selectFirst("." + role);
        if (part == null) return "";
        Element content = part.selectFirst("> .content");
        return (content == null ? part : content).html().strip();
    }

    /** The cells that it shows. */
    public List<Element> cells() {
        return blocks.stream().filter(each -> each.hasClass(Mark.CELL)).toList();
    }

    /** Whether a cell's picture is what it shows of it. */
    public static boolean isFigure(Element cell) {
        return cell.hasAttr(Mark.CELL_OPTION + Cell.FIGURE);
    }

    public List<Element> listings() {
        return blocks.stream()
                .filter(each -> each.hasClass(LISTING) || each.is("figure." + Mark.SHOWN))
                .toList();
    }

    public List<Element> tables() {
        return blocks.stream()
                .filter(each -> each.is("table") || (each.hasClass("scroll") && each.selectFirst("table") != null))
                .toList();
    }

    /** What fills a slide: there is room for one. */
    public List<Element> things() {
        return Stream.of(cells(), listings(), tables(), images())
                .flatMap(List::stream)
                .toList();
    }

    private List<Element> images() {
        return blocks.stream().filter(each -> each.hasClass("imageblock")).toList();
    }

    /** All else: lists and paragraphs. */
    public List<Element> talk() {
        List<Element> things = things();
        return blocks.stream().filter(each -> !things.contains(each)).toList();
    }

    /** What it says in words, one by one. */
    public List<String> points() {
        List<String> points = new ArrayList<>();
        for (Element each : talk()) {
            Elements items = each.select("li, dd");
            if (items.isEmpty()) {
                points.add(each.text());
            } else {
                items.forEach(item -> points.add(item.text()));
            }
        }
        return points;
    }
}
