package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.book.chapter.Chapter;

/** What the appendix for instructors says of minutes, slides, exercises and challenges is so, and its lessons add up. */
class CourseTimesTest {
    private static final Pattern SLIDE = Pattern.compile("(?m)^\\[slide,[^\\]]*\\bminutes=(\\d+)[^\\]]*]\n\\.(.+)$");
    private static final Pattern EXERCISE = Pattern.compile("(?m)^\\[exercise#([\\w-]+)]\n\\.(.+)$");
    private static final Pattern IN_CLASS = Pattern.compile("\\|(\\d+) \\|[^|]*\\|<<([\\w-]+)>>");
    private static final Pattern TIMED = Pattern.compile("(.+?) \\((\\d+)\\)\\.?\\s*");
    private static final Pattern PAGE = Pattern.compile("About (\\d+) minutes");

    @TempDir
    static Path site;

    private static final Map<String, Chapter> CHAPTERS = new LinkedHashMap<>();
    private static Element appendix;

    @BeforeAll
    static void build() {
        Book book = TheBook.any();
        book.writeSite(site, false);
        book.chapters().stream().filter(Chapter::isNumbered).forEach(each -> CHAPTERS.put(each.name() + ".html", each));
        appendix = page("C-teach-this.html");
    }

    @Test
    void minutesAndExercisesOfEachChapter() {
        List<String> named = new ArrayList<>();
        for (List<Element> row : rows("times")) {
            String file = links(row.get(0)).get(0).attr("href").replaceFirst("#$", "");
            named.add(file);
            assertThat(number(row.get(1))).as("minutes to read " + file).isEqualTo(reading(file));
            assertThat(number(row.get(2))).as("minutes of the deck of " + file).isEqualTo(deck(file));
            assertThat(links(row.get(3)).stream().map(CourseTimesTest::target).toList())
                    .as("exercises of " + file)
                    .isEqualTo(exercises(file).keySet().stream()
                            .map(id -> file + "#" + id)
                            .toList());
        }
        assertThat(named).containsExactlyElementsOf(CHAPTERS.keySet());
    }

    @Test
    void whatIsCountedInTheProse() {
        int decks = CHAPTERS.keySet().stream().mapToInt(CourseTimesTest::deck).sum();
        int exercises = CHAPTERS.keySet().stream()
                .mapToInt(file -> exercises(file).size())
                .sum();
        assertThat(appendix.text())
                .contains("The decks together take " + decks + " minutes")
                .contains("complains of " + exercises + " exercises");
    }

    @Test
    void everyExerciseAndChallengeIsCalledByItsTitle() {
        Element challenges = page("challenges.html");
        for (Element link : appendix.select("a[href]")) {
            String[] part = target(link).split("#", 2);
            if (part.length < 2 || part[1].isEmpty()) continue;
            if (part[0].equals("challenges.html")) {
                Element title = challenges.getElementById(part[1] + "-title");
                assertThat(title).as("challenge " + part[1]).isNotNull();
                assertThat(link.text()).isEqualTo(title.text());
            } else if (CHAPTERS.containsKey(part[0])) {
                assertThat(exercises(part[0])).containsEntry(part[1], link.text());
            }
        }
    }

    @Test
    void everyHourOfTheDayAddsUp() {
        assertThat(rows("day")).hasSize(6).allSatisfy(row -> {
            assertThat(slides(row.get(1)) + minutes(row.get(2).text()))
                    .as(row.get(0).text())
                    .isEqualTo(60);
            assertThat(number(row.get(3))).isEqualTo(60);
        });
    }

    @Test
    void everyLessonAddsUp() {
        assertThat(rows("weeks")).hasSize(8).allSatisfy(row -> {
            String planned = target(links(row.get(2)).get(0)).replaceFirst("#$", "");
            String shown = target(links(row.get(3)).get(0)).replaceFirst("#$", "");
            String[] exercise = target(links(row.get(4)).get(0)).split("#");
            int inClass = minutes(row.get(4).text());
            String lesson = "lesson " + row.get(0).text();
            assertThat(number(row.get(1))).as(lesson).isEqualTo(reading(planned) + reading(shown));
            assertThat(50 + slides(row.get(3)) + inClass).as(lesson).isEqualTo(90);
            assertThat(number(row.get(5))).isEqualTo(90);
            assertThat(exercise[0]).isEqualTo(shown);
            assertThat(planned(shown, exercise[1])).as(lesson).contains(inClass);
        });
        List<Integer> inClass = rows("weeks").stream()
                .map(row -> minutes(row.get(4).text()))
                .sorted()
                .toList();
        assertThat(appendix.text())
                .contains("an exercise takes " + inClass.get(0) + " to " + inClass.get(7) + " minutes in class");
    }

    @Test
    void everyWeekAddsUp() {
        List<List<Element>> weeks = rows("hand-in");
        List<List<Element>> lessons = rows("weeks");
        for (int week = 0; week < 4; week++) {
            int read = number(lessons.get(2 * week).get(1))
                    + number(lessons.get(2 * week + 1).get(1));
            assertThat(number(weeks.get(week).get(1))).as("week %d", week + 1).isEqualTo(read);
            assertThat(number(weeks.get(week).get(3)))
                    .isEqualTo(links(weeks.get(week).get(2)).size());
        }
    }

    /** What a cell such as {@code Chapter: A slide; Another (9). Chapter (45)} takes, after a look at its slides. */
    private static int slides(Element cell) {
        int all = 0;
        List<Element> chapters = links(cell);
        List<MatchResult> groups = TIMED.matcher(cell.text()).results().toList();
        assertThat(groups).as(cell.text()).hasSameSizeAs(chapters);
        for (int i = 0; i < groups.size(); i++) {
            String file = target(chapters.get(i)).replaceFirst("#$", "");
            String titles =
                    groups.get(i).group(1).substring(chapters.get(i).text().length());
            Map<String, Integer> deck = deckOf(file);
            int found = 0;
            for (String title : titles.isEmpty()
                    ? deck.keySet()
                    : List.of(titles.substring(2).split("; "))) {
                assertThat(deck).as("slides of " + file).containsKey(title);
                found += deck.get(title);
            }
            assertThat(Integer.parseInt(groups.get(i).group(2)))
                    .as(groups.get(i).group())
                    .isEqualTo(found);
            all += found;
        }
        return all;
    }

    private static int minutes(String text) {
        return TIMED.matcher(text)
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(2)))
                .sum();
    }

    private static Map<String, Integer> deckOf(String file) {
        Map<String, Integer> deck = new LinkedHashMap<>();
        SLIDE.matcher(CHAPTERS.get(file).text())
                .results()
                .forEach(found -> deck.put(found.group(2), Integer.parseInt(found.group(1))));
        return deck;
    }

    private static int deck(String file) {
        return deckOf(file).values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Map<String, String> exercises(String file) {
        Map<String, String> titles = new LinkedHashMap<>();
        EXERCISE.matcher(CHAPTERS.get(file).text())
                .results()
                .forEach(found -> titles.put(found.group(1), found.group(2)));
        return titles;
    }

    /** What the plans of a chapter give an exercise, in minutes. */
    private static List<Integer> planned(String file, String exercise) {
        String plans = read(Path.of("docs/teaching", file.replace(".html", ".adoc")));
        return IN_CLASS.matcher(plans)
                .results()
                .filter(row -> row.group(2).equals(exercise))
                .map(row -> Integer.parseInt(row.group(1)))
                .toList();
    }

    private static int reading(String file) {
        return PAGE.matcher(page(file).text())
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private static List<List<Element>> rows(String table) {
        return appendix.select("#" + table + " > tbody > tr").stream()
                .map(row -> List.copyOf(row.select("> td")))
                .toList();
    }

    private static List<Element> links(Element cell) {
        return cell.select("a[href]:not(.word)");
    }

    private static String target(Element link) {
        return link.attr("href");
    }

    private static int number(Element cell) {
        return Integer.parseInt(cell.text());
    }

    private static Element page(String file) {
        return Jsoup.parse(read(site.resolve(file))).body();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
