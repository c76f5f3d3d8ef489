package raftbook.book.grade;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The number from which a check draws its worlds. In the book it is printed, {@code long first = 1; // judging seed}; who grades
 * with a secret puts another one there, which nobody can know who has not the secret, and which is the same for all students.
 */
final class JudgingSeed {
    private static final Pattern MARKED =
            Pattern.compile("(?m)^(\\s*(?:final )?(?:int|long) \\w+ = )(\\d+)(L?;\\s*// judging seed\\b)");

    /** Fits an int, and leaves room for the worlds that follow it. */
    private static final long MOST = 1_000_000_000;

    private JudgingSeed() {}

    /** A check with its seed. */
    record Seeded(String check, String seed) {}

    /**
     * @param secret empty for the seed that the book prints
     * @param name of the exercise, so that no two have the same worlds
     */
    static Seeded in(String check, String secret, String name) {
        Matcher matcher = MARKED.matcher(check);
        if (!matcher.find()) return new Seeded(check, "");
        if (secret.isEmpty()) return new Seeded(check, matcher.group(2));
        String seed = Long.toString(1 + Math.floorMod(hash(secret, name), MOST));
        return new Seeded(matcher.replaceAll("$1" + seed + "$3"), seed);
    }

    static boolean isIn(String check) {
        return MARKED.matcher(check).find();
    }

    private static long hash(String secret, String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] bytes = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            long hash = 0;
            for (int i = 0; i < Long.BYTES; i++) hash = hash << 8 | bytes[i] & 0xff;
            return hash;
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("Every JDK has HmacSHA256", failed);
        }
    }
}
