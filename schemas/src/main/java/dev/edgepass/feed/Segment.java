package dev.edgepass.feed;

import dev.edgepass.encoding.MalformedException;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Handle states as sorted columns of 32-bit little-endian words, searched as they arrive (docs/feed.md): two words of header (magic, count), then for
 * {@code n} entries the columns fingerprint high, fingerprint low, cutoff low, and flags with the cutoff's high bits. 16 bytes an entry. A clear state is an
 * entry too: it lifts what an older segment says. Immutable, as long as the words aren't written to.
 */
public final class Segment {
    /** {@code EPS1} as a little-endian word. */
    private static final int MAGIC = 0x31535045;

    private static final int HEADER_WORDS = 2;
    private static final int ENTRY_WORDS = 4;
    private static final int BLOCKED = 1 << 31;
    private static final int CUTOFF_HIGH = (1 << 21) - 1;
    private static final double TWO_TO_THE_32 = 4_294_967_296.0;
    private static final int MAX_GUESSES = 8;

    public static final Segment EMPTY = new Segment(new int[] {MAGIC, 0}, 0);

    private final int[] words;
    private final int size;

    private Segment(int[] words, int size) {
        this.words = words;
        this.size = size;
    }

    /**
     * The segment that {@code words} hold; they are kept, not copied. Order isn't checked: the bytes are vouched for by hash or signature.
     *
     * @throws MalformedException where magic or length is wrong
     */
    public static Segment of(int[] words) {
        if (words.length < HEADER_WORDS || words[0] != MAGIC) {
            throw new MalformedException("segment: not a segment");
        }
        int size = words[1];
        if (size < 0
                || size != (words.length - HEADER_WORDS) / ENTRY_WORDS
                || (words.length - HEADER_WORDS) % ENTRY_WORDS != 0) {
            throw new MalformedException("segment: its length and count differ");
        }
        return new Segment(words, size);
    }

    /**
     * As {@link #of(int[])}, from bytes.
     *
     * @throws MalformedException where magic or length is wrong
     */
    public static Segment of(byte[] bytes) {
        if ((bytes.length & 3) != 0) {
            throw new MalformedException("segment: not whole words");
        }
        int[] words = new int[bytes.length / 4];
        for (int i = 0; i < words.length; i++) {
            int at = i * 4;
            words[i] = bytes[at] & 0xFF
                    | (bytes[at + 1] & 0xFF) << 8
                    | (bytes[at + 2] & 0xFF) << 16
                    | (bytes[at + 3] & 0xFF) << 24;
        }
        return of(words);
    }

    /** The segment of {@code states}. */
    public static Segment of(SortedMap<Fingerprint, HandleState> states) {
        int n = states.size();
        int[] words = words(n);
        int i = 0;
        for (Map.Entry<Fingerprint, HandleState> entry : states.entrySet()) {
            Fingerprint fingerprint = entry.getKey();
            HandleState state = entry.getValue();
            put(words, n, i, fingerprint.high(), fingerprint.low(), state.cutoff(), state.blocked());
            i++;
        }
        return new Segment(words, n);
    }

    /** Words for {@code n} entries, with the header in place; the columns are for the caller to fill before it asks for the segment. */
    static int[] words(int n) {
        int[] words = new int[HEADER_WORDS + n * ENTRY_WORDS];
        words[0] = MAGIC;
        words[1] = n;
        return words;
    }

    /** Writes entry {@code i} of {@code n} into the columns. */
    static void put(int[] words, int n, int i, int high, int low, long cutoff, boolean blocked) {
        int at = HEADER_WORDS + i;
        words[at] = high;
        words[at + n] = low;
        words[at + 2 * n] = (int) cutoff;
        words[at + 3 * n] = (int) (cutoff >>> 32) & CUTOFF_HIGH | (blocked ? BLOCKED : 0);
    }

    public int size() {
        return size;
    }

    int high(int index) {
        return words[HEADER_WORDS + index];
    }

    int low(int index) {
        return words[HEADER_WORDS + size + index];
    }

    long cutoff(int index) {
        long low = words[HEADER_WORDS + 2 * size + index] & 0xFFFFFFFFL;
        return (long) (words[HEADER_WORDS + 3 * size + index] & CUTOFF_HIGH) << 32 | low;
    }

    boolean blocked(int index) {
        return (words[HEADER_WORDS + 3 * size + index] & BLOCKED) != 0;
    }

    /** Of the entry at {@code index}, in the order of fingerprints. */
    public Fingerprint fingerprint(int index) {
        return new Fingerprint(high(index), low(index));
    }

    /** Of the entry at {@code index}. */
    public HandleState state(int index) {
        return new HandleState(cutoff(index), blocked(index) ? 1 : 0);
    }

    /** Entries that are nothing but a cutoff which no token can have any more, {@code prunedTo} being the lowest {@code pos} that isn't refused anyway. */
    public int expired(long prunedTo) {
        int expired = 0;
        for (int i = 0; i < size; i++) {
            long cutoff = cutoff(i);
            if (cutoff != 0 && cutoff <= prunedTo && !blocked(i)) {
                expired++;
            }
        }
        return expired;
    }

    /**
     * The state that this segment gives {@code fingerprint}, or null where it says nothing. Fingerprints are spread evenly, so that the place of one can be guessed
     * from its value: a million entries take four looks instead of twenty. Guessing ends early where it doesn't help.
     */
    public @Nullable HandleState find(Fingerprint fingerprint) {
        int low = 0;
        int high = size - 1;
        double wanted = unsigned(fingerprint.high());
        double below = 0;
        double above = TWO_TO_THE_32;
        for (int look = 0; low <= high; look++) {
            int middle = low + high >>> 1;
            if (look < MAX_GUESSES && above > below) {
                int guess = low + (int) ((wanted - below) / (above - below) * (high - low + 1));
                middle = Math.max(low, Math.min(high, guess));
            }
            int order = Integer.compareUnsigned(words[HEADER_WORDS + middle], fingerprint.high());
            if (order == 0) {
                order = Integer.compareUnsigned(words[HEADER_WORDS + size + middle], fingerprint.low());
            }
            if (order == 0) {
                return state(middle);
            }
            if (order < 0) {
                low = middle + 1;
                below = unsigned(words[HEADER_WORDS + middle]);
            } else {
                high = middle - 1;
                above = unsigned(words[HEADER_WORDS + middle]);
            }
        }
        return null;
    }

    /** Of a word without a sign. In {@code double}, because {@code long} is slow in compiled JavaScript. */
    private static double unsigned(int word) {
        return word < 0 ? word + TWO_TO_THE_32 : word;
    }

    /** Puts every entry into {@code states}, over what is there. */
    public void copyInto(Map<Fingerprint, HandleState> states) {
        for (int i = 0; i < size; i++) {
            states.put(new Fingerprint(words[HEADER_WORDS + i], words[HEADER_WORDS + size + i]), state(i));
        }
    }

    /** How many bytes {@link #toBytes} gives. */
    public int byteLength() {
        return words.length * 4;
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[byteLength()];
        copyBytes(0, bytes, 0, bytes.length);
        return bytes;
    }

    /**
     * Copies {@code length} of the segment's bytes, from its byte {@code from} on, to {@code bytes} at {@code at}: a large segment can be hashed and sent
     * piece by piece.
     */
    public void copyBytes(int from, byte[] bytes, int at, int length) {
        for (int i = 0; i < length; i++) {
            int position = from + i;
            bytes[at + i] = (byte) (words[position >>> 2] >>> (position & 3) * 8);
        }
    }
}
