package raftbook.book.script.standin;

import java.math.RoundingMode;

/** A decimal number of 18 digits: all that the library needs to write nanoseconds as milliseconds. */
public final class BigDecimal {
    private final long unscaled;
    private final int scale;

    private BigDecimal(long unscaled, int scale) {
        this.unscaled = unscaled;
        this.scale = scale;
    }

    public static BigDecimal valueOf(long unscaled, int scale) {
        return new BigDecimal(unscaled, scale);
    }

    /** Knows how to round half up, to fewer digits. */
    public BigDecimal setScale(int fewer, RoundingMode mode) {
        if (mode != RoundingMode.HALF_UP || fewer > scale) {
            throw new UnsupportedOperationException("a page rounds to fewer digits, and half up");
        }
        long number = unscaled;
        long half = 0;
        for (int digits = scale; digits > fewer; digits--) {
            half = number % 10;
            number /= 10;
        }
        return new BigDecimal(Math.abs(half) >= 5 ? number + Long.signum(half) : number, fewer);
    }

    public int signum() {
        return Long.signum(unscaled);
    }

    public BigDecimal stripTrailingZeros() {
        long number = unscaled;
        int digits = scale;
        for (; number != 0 && number % 10 == 0; digits--) number /= 10;
        return new BigDecimal(number, number == 0 ? 0 : digits);
    }

    public String toPlainString() {
        StringBuilder text = new StringBuilder(Long.toString(Math.abs(unscaled)));
        if (unscaled != 0) text.append("0".repeat(Math.max(0, -scale)));
        while (text.length() <= scale) text.insert(0, '0');
        if (scale > 0) text.insert(text.length() - scale, '.');
        return (unscaled < 0 ? "-" : "") + text;
    }
}
