package raftbook.book.site;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import raftbook.book.script.WorldScript;

/**
 * A page on which the library itself runs, in the reader's tab. What belongs to it stands under its name among the resources:
 * its body as {@code .html}, its style as {@code .css}, its script as {@code .js}.
 *
 * @param parts the rooms whose style and script it needs, and last its own
 */
public record Room(String name, String title, List<String> parts) {

    private static final List<Room> ALL = List.of(
            new Room("explorer", "The explorer", "workers", "search"),
            new Room("campaign", "A campaign", "workers"),
            new Room("challenges", "Ten challenges", "explorer"));

    private Room(String name, String title, String... others) {
        this(name, title, Stream.concat(Stream.of(others), Stream.of(name)).toList());
    }

    /** Those that there are. */
    static List<Room> all() {
        return ALL.stream()
                .filter(room -> Resource.find(room.asset("html")).isPresent())
                .toList();
    }

    /** Whether there is one of that name, to link to. */
    public static boolean isThere(String name) {
        return all().stream().anyMatch(room -> room.name.equals(name));
    }

    /** Its styles and scripts: files that lie beside the pages. */
    static Stream<String> assets() {
        return ALL.stream().flatMap(room -> Stream.of(room.asset("css"), room.asset("js")));
    }

    private String asset(String type) {
        return name + "." + type;
    }

    /** Scripts are run in their order, when all of the page is there. */
    String body() {
        String library = "<script src=\"" + WorldScript.NAME + "\" defer></script>\n";
        return all("css", "<link rel=\"stylesheet\" href=\"%s\">\n")
                + Resource.read(asset("html"))
                + library
                + all("js", "<script src=\"%s\" defer></script>\n");
    }

    private String all(String type, String form) {
        return parts.stream()
                .map(part -> part + "." + type)
                .filter(asset -> Resource.find(asset).isPresent())
                .map(form::formatted)
                .collect(Collectors.joining());
    }

    /** The way to all of them. */
    static String links(String root) {
        return all().stream()
                .map(room -> "<li><a href=\"%s%s.html\">%s</a></li>".formatted(root, room.name, room.title))
                .collect(Collectors.joining("", "<ul class=\"rooms\">", "</ul>"));
    }
}
