package dev.edgepass.edge.http;

import org.jspecify.annotations.Nullable;

/** The one range that a request asks for (RFC 9110 section 14.1.2), before the size of the object is known. */
public sealed interface ByteRange {
    String UNIT = "bytes=";

    /** {@code bytes=first-last}, both included. */
    record FromTo(long first, long last) implements ByteRange {}

    /** {@code bytes=first-}. */
    record From(long first) implements ByteRange {}

    /** {@code bytes=-length}. */
    record Suffix(long length) implements ByteRange {}

    /**
     * Reads a {@code Range} header.
     *
     * @return null where there is none, or none that is served: another unit, several ranges, a broken one. All of these get the whole object, as RFC 9110
     *     section 14.2 allows.
     */
    static @Nullable ByteRange parse(@Nullable String header) {
        if (header == null
                || header.length() < UNIT.length()
                || !header.substring(0, UNIT.length()).toLowerCase().equals(UNIT)) {
            return null;
        }
        String range = header.substring(UNIT.length()).trim();
        int dash = range.indexOf('-');
        if (dash < 0) {
            return null;
        }
        long first = Digits.parseAny(range.substring(0, dash));
        long last = Digits.parseAny(range.substring(dash + 1));
        if (dash == 0) {
            return last < 0 ? null : new Suffix(last);
        }
        if (first < 0) {
            return null;
        }
        if (dash == range.length() - 1 || last == Digits.TOO_MANY) {
            return new From(first);
        }
        return last < first ? null : new FromTo(first, last);
    }

    /** What of this exists in an object of {@code size} bytes; null where nothing does, which is 416. */
    default @Nullable Extent within(long size) {
        if (this instanceof Suffix suffix) {
            long length = Math.min(suffix.length(), size);
            return length == 0 ? null : new Extent(size - length, length);
        }
        if (this instanceof FromTo slice) {
            return extent(slice.first(), Math.min(slice.last(), size - 1), size);
        }
        return extent(((From) this).first(), size - 1, size);
    }

    /** The value of a {@code Range} header. */
    default String header() {
        if (this instanceof Suffix suffix) {
            return "bytes=-" + suffix.length();
        }
        if (this instanceof FromTo slice) {
            return "bytes=" + slice.first() + "-" + slice.last();
        }
        return "bytes=" + ((From) this).first() + "-";
    }

    private static @Nullable Extent extent(long first, long last, long size) {
        return first >= size ? null : new Extent(first, last - first + 1);
    }
}
