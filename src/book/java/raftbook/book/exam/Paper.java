package raftbook.book.exam;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One student's exam.
 *
 * @param name the student's, or the variant's number where there are no names
 * @param code what joins the paper to its key: it tells nothing of either
 */
record Paper(String name, String code, List<Question> questions) {

    /**
     * The paper that belongs to a name: the kinds and difficulties of its questions follow from the seed alone, and are the same
     * for all; the cases follow from the hash of seed, secret and name.
     */
    static Paper of(long seed, String secret, String name, int questions) {
        byte[] hash = sha256(seed + "\n" + secret.length() + "\n" + secret + "\n" + name);
        long own = 0;
        for (int i = 0; i < Long.BYTES; i++) own = own << 8 | hash[i] & 0xff;
        String code = HexFormat.of().formatHex(hash, Long.BYTES, Long.BYTES + 4);
        List<Kind> kinds = kinds(seed, questions);
        List<Question> all = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            // Each kind comes round in another difficulty, and in a run of questions no difficulty is rare.
            Difficulty difficulty = Difficulty.values()[(i + i / Kind.values().length) % 3];
            all.add(kinds.get(i).question(difficulty, new Chance(own, i)));
        }
        return new Paper(name, code, List.copyOf(all));
    }

    /** The kinds in turns, in an order that the seed gives. */
    private static List<Kind> kinds(long seed, int questions) {
        List<Kind> order = new Chance(seed, -2).shuffle(List.of(Kind.values()));
        return IntStream.range(0, questions)
                .mapToObj(i -> order.get(i % order.size()))
                .toList();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** All points that can be had. */
    int points() {
        return questions.stream().mapToInt(each -> each.difficulty().points()).sum();
    }
}
