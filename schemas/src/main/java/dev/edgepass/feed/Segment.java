package dev.edgepass.feed;

import dev.edgepass.encoding.MalformedException;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Handle states as sorted columns of 32-bit little-endian words, searched as they arrive (DESIGN section 5): two words of header (magic, count), then for
 * {@code n} entries the columns fingerprint high, fingerprint low, cutoff low, and flags with the cutoff's high bits. 16 bytes an entry. A clear state is an
 * entry too: it lifts what an older segment says. Immutable, as long as nobody writes to the words.
 */
public final class Segment {
    /** {@code EPS1} as a little-endian word. */
    private static final int MAGIC = 0x31535045;

    private static final int HEADER_WORDS = 2;
    private static final int ENTRY_WORDS = 4;
    private static final int BLOCKED = 1 << 31;
    private static final int CUTOFF_HIGH = (1 << 21) - 1;

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
        int[] words = new int[HEADER_WORDS + n * ENTRY_WORDS];
        words[0] = MAGIC;
        words[1] = n;
        int i = HEADER_WORDS;
        for (Map.Entry<Fingerprint, HandleState> entry : states.entrySet()) {
            HandleState state = entry.getValue();
            words[i] = entry.getKey().high();
            words[i + n] = entry.getKey().low();
            words[i + 2 * n] = (int) state.cutoff();
            words[i + 3 * n] = (int) (state.cutoff() >>> 32) & CUTOFF_HIGH | (state.blocked() ? BLOCKED : 0);
            i++;
        }
        return new Segment(words, n);
    }

    public int size() {
        return size;
    }

    /** The state that this segment gives {@code fingerprint}, or null where it says nothing. */
    public @Nullable HandleState find(Fingerprint fingerprint) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int order = Integer.compareUnsigned(words[HEADER_WORDS + middle], fingerprint.high());
            if (order == 0) {
                order = Integer.compareUnsigned(words[HEADER_WORDS + size + middle], fingerprint.low());
            }
            if (order == 0) {
                return state(middle);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** Puts every entry into {@code states}, over what is there. */
    public void copyInto(Map<Fingerprint, HandleState> states) {
        for (int i = 0; i < size; i++) {
            states.put(new Fingerprint(words[HEADER_WORDS + i], words[HEADER_WORDS + size + i]), state(i));
        }
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[words.length * 4];
        for (int i = 0; i < words.length; i++) {
            bytes[i * 4] = (byte) words[i];
            bytes[i * 4 + 1] = (byte) (words[i] >> 8);
            bytes[i * 4 + 2] = (byte) (words[i] >> 16);
            bytes[i * 4 + 3] = (byte) (words[i] >> 24);
        }
        return bytes;
    }

    private HandleState state(int index) {
        int meta = words[HEADER_WORDS + 3 * size + index];
        long low = words[HEADER_WORDS + 2 * size + index] & 0xFFFFFFFFL;
        return new HandleState((long) (meta & CUTOFF_HIGH) << 32 | low, (meta & BLOCKED) != 0 ? 1 : 0);
    }
}
