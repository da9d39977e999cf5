package dev.edgepass.feed;

/** The 64 bits that stand for a handle in the feed. Ordered as an unsigned number, high half first. */
public record Fingerprint(int high, int low) implements Comparable<Fingerprint> {
    @Override
    public int compareTo(Fingerprint other) {
        int byHigh = Integer.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Integer.compareUnsigned(low, other.low);
    }
}
