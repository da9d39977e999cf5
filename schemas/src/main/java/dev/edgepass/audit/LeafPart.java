package dev.edgepass.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.tlog.LogFiles;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A member of a leaf that stands in the line, or is named as a blob there. Not thread-safe. */
final class LeafPart {
    private static final int HASH_DIGITS = 64;

    private final String name;
    private final byte[] inline;
    private final byte[] named;
    private final byte[] size;

    private int start;
    private int end;
    private @Nullable BlobRef blob;

    LeafPart(String name) {
        this.name = name;
        this.inline = LeafReader.ascii(",\"" + name + "\":");
        this.named = LeafReader.ascii(",\"" + name + "Sha256\":\"");
        this.size = LeafReader.ascii("\",\"" + name + "Size\":");
    }

    /** Where its JSON begins, if no blob is named. */
    int start() {
        return start;
    }

    int end() {
        return end;
    }

    @Nullable
    BlobRef blob() {
        return blob;
    }

    boolean isNull(byte[] line) {
        return blob == null && LeafReader.saysNull(line, start, end);
    }

    /** Its JSON, or what its blob has. */
    byte[] bytes(byte[] line, LogFiles blobs) throws IOException {
        return blob == null ? Arrays.copyOfRange(line, start, end) : blob.read(blobs);
    }

    /**
     * Reads it at {@code at}; where it ends.
     *
     * @throws MalformedException where it isn't there
     */
    int read(byte[] line, int at, int to) {
        if (isAt(inline, line, at, to)) {
            blob = null;
            start = at + inline.length;
            end = JsonLine.value(line, start, to);
            if (end == JsonLine.NONE) {
                throw malformed();
            }
            return end;
        }
        return readNamed(line, at, to);
    }

    /** As the last member: all that is left but the object's end is its JSON, with the spaces that the record has around it. */
    int readLast(byte[] line, int at, int to) {
        int last = to - 1;
        if (last < at || line[last] != '}') {
            throw malformed();
        }
        if (isAt(inline, line, at, last)) {
            blob = null;
            start = at + inline.length;
            end = last;
            if (!JsonLine.isValue(line, start, end)) {
                throw malformed();
            }
        } else if (readNamed(line, at, last) != last) {
            throw malformed();
        }
        return to;
    }

    private int readNamed(byte[] line, int at, int to) {
        int hash = at + named.length;
        int number = hash + HASH_DIGITS + size.length;
        if (!isAt(named, line, at, to) || !isAt(size, line, hash + HASH_DIGITS, to)) {
            throw malformed();
        }
        String sha256 = new String(line, hash, HASH_DIGITS, US_ASCII);
        if (!sha256.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw malformed();
        }
        int length = 0;
        int digit = number;
        while (digit < to && line[digit] >= '0' && line[digit] <= '9' && length <= Blob.LARGEST) {
            length = 10 * length + line[digit++] - '0';
        }
        if (digit == number || length > Blob.LARGEST || (line[number] == '0' && digit > number + 1)) {
            throw malformed();
        }
        blob = new BlobRef(sha256, length);
        return digit;
    }

    private static boolean isAt(byte[] word, byte[] line, int at, int to) {
        return to - at >= word.length && Arrays.equals(line, at, at + word.length, word, 0, word.length);
    }

    private MalformedException malformed() {
        return new MalformedException("leaf: its " + name + " is malformed or isn't there");
    }
}
