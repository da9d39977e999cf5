package dev.edgepass.edge.usage.core;

import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.Fingerprinter;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of networks under a key of the UTC week, so that two of one week can be compared and nothing else can be learnt from them. Without the week's key none is
 * given.
 */
public final class Networks {
    /** Milliseconds of a day, and the day from which weeks are counted: Monday, 1970-01-05. */
    private static final double DAY = 24 * 60 * 60 * 1_000;

    private static final int FIRST_MONDAY = 4;

    /** Milliseconds between two requests for a week's key. */
    private static final double ASK_AGAIN = 5_000;

    /** Longer than a prefix, so that neither is hashed as the other. */
    private static final String OPERATOR = "autonomous-system:";

    private @Nullable Fingerprinter key;
    private int week = -1;
    private double asked = -1e300;

    /** The number of the week of {@code now} milliseconds since the epoch. */
    public static int weekOf(double now) {
        return Math.max(0, ((int) (now / DAY) - FIRST_MONDAY) / 7);
    }

    /** Whether the key of {@code now}'s week is to be asked for, which from now on it is. */
    public boolean asksForKey(double now) {
        if (weekOf(now) == week || !Elapsed.has(ASK_AGAIN, asked, now)) {
            return false;
        }
        asked = now;
        return true;
    }

    /**
     * @param secret 16 bytes
     */
    public void take(int ofWeek, byte[] secret) {
        week = ofWeek;
        key = new Fingerprinter(secret);
    }

    int week() {
        return week;
    }

    /**
     * Eight hex digits for the network of {@code address}: four for who operates it, then four for its prefix. Null where it is none, or {@code now} has no key.
     *
     * @param operator number of the autonomous system; null, which gives zeros, where it isn't known
     */
    @Nullable
    String hash(String address, @Nullable String operator, double now) {
        Fingerprinter known = key;
        String prefix = known == null || weekOf(now) != week ? null : AddressPrefix.of(address);
        return known == null || prefix == null
                ? null
                : (operator == null ? "0000" : hex(known.of(OPERATOR + operator))) + hex(known.of(prefix));
    }

    /** The first 16 bits. */
    private static String hex(Fingerprint fingerprint) {
        StringBuilder hex = new StringBuilder();
        for (int shift = 28; shift >= 16; shift -= 4) {
            hex.append(Character.forDigit(fingerprint.high() >>> shift & 15, 16));
        }
        return hex.toString();
    }
}
