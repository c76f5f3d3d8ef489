package raftbook.book.exam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What an instructor asks for.
 *
 * @param secret what only instructors know; empty if there is none
 * @param names the students', or the variants' numbers
 * @param named whether the names are students'
 * @param out the folder to write to
 */
record Order(long seed, String secret, List<String> names, boolean named, int questions, Path out) {

    static final int MOST_PAPERS = 500;
    private static final int MOST_QUESTIONS = 30;
    private static final int LONGEST_NAME = 100;

    /**
     * Reads {@code --seed=…}, {@code --secret=…}, {@code --variants=…}, {@code --students=FILE}, {@code --questions=…} and
     * {@code --out=DIR}; what is left empty has a default, but for the seed.
     *
     * @throws IllegalArgumentException what is wrong with which, and what to do
     */
    static Order of(List<String> arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            boolean known = List.of("--seed", "--secret", "--variants", "--students", "--questions", "--out")
                    .contains(parts[0]);
            if (!known || parts.length < 2) throw new IllegalArgumentException("option " + argument + " is unknown");
            if (!parts[1].isBlank()) given.put(parts[0], parts[1]);
        }
        if (!given.containsKey("--seed")) {
            throw new IllegalArgumentException("an exam needs a seed, any whole number: say -Dseed=2026");
        }
        long seed = seed(given.get("--seed"));
        String students = given.get("--students");
        int variants = number("variants", given.getOrDefault("--variants", "1"), MOST_PAPERS);
        List<String> names = students == null
                ? IntStream.rangeClosed(1, variants).mapToObj(String::valueOf).toList()
                : students(students);
        int questions = number("questions", given.getOrDefault("--questions", "6"), MOST_QUESTIONS);
        Path out = Path.of(given.getOrDefault("--out", "target/exam"));
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new IllegalArgumentException("-Dout=" + out + " is a file: name a folder");
        }
        return new Order(seed, given.getOrDefault("--secret", ""), names, students != null, questions, out);
    }

    private static long seed(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("-Dseed=" + text + ": must be a whole number, such as 2026");
        }
    }

    private static int number(String name, String text, int most) {
        String rule = "-D" + name + "=" + text + ": must be a whole number from 1 to " + most;
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 1 && number <= most) return number;
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(rule);
        }
        throw new IllegalArgumentException(rule);
    }

    /** One name a line; empty lines, and those that begin with #, count for nothing. */
    private static List<String> students(String file) {
        Map<String, Integer> seen = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String name = Normalizer.normalize(line.replace("\ufeff", "").strip(), Normalizer.Form.NFC)
                    .replaceAll("\\s+", " ");
            if (name.isEmpty() || name.startsWith("#")) continue;
            String where = "-Dstudents=" + file + ", line " + number + ": ";
            if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(where + "a name has at most " + LONGEST_NAME
                        + " characters and no control characters; write one name a line");
            }
            Integer earlier = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), number);
            if (earlier != null) {
                throw new IllegalArgumentException(where + "'" + name + "' stands in line " + earlier
                        + " already, and both would get the same paper: tell them apart, by a number for example");
            }
            names.add(name);
        }
        if (names.isEmpty()) throw new IllegalArgumentException("-Dstudents=" + file + " has no names: one a line");
        if (names.size() > MOST_PAPERS) {
            throw new IllegalArgumentException(
                    "-Dstudents=" + file + " has " + names.size() + " names: at most " + MOST_PAPERS + " at a time");
        }
        return names;
    }

    private static List<String> lines(String file) {
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException("-Dstudents=" + file + ": there is no such file");
        }
        try {
            return Files.readAllLines(path);
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("-Dstudents=" + file + " is not UTF-8 text: save it as such", malformed);
        } catch (IOException failed) {
            throw new UncheckedIOException("-Dstudents=" + file + " cannot be read", failed);
        }
    }

    /** A file's name for a paper: its number, and what of the name is a letter or a digit of English. */
    String fileName(int place) {
        int digits = Math.max(2, String.valueOf(names.size()).length());
        String number = String.format(Locale.ROOT, "%0" + digits + "d", place + 1);
        if (!named) return number;
        String plain = Normalizer.normalize(names.get(place), Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return plain.isEmpty() ? number : number + "-" + plain.substring(0, Math.min(40, plain.length()));
    }
}
