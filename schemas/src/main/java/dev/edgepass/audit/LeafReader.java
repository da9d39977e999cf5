package dev.edgepass.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.tlog.LogFiles;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reads a line that {@link Leaf} has written, strictly and without making objects, so that a whole log can be read fast: one reader reads one line after another. Not
 * thread-safe.
 */
public final class LeafReader {
    static final byte[] NULL = ascii("null");

    private static final byte[] BEGIN = ascii("{\"v\":1,\"offset\":");
    private static final byte[] TIME = ascii(",\"time\":\"");
    private static final byte[] QUOTE = ascii("\"");
    private static final int LONGEST_TIME = 40;
    private static final int MOST_DIGITS = 19;

    private byte[] bytes = NULL;
    private int at;
    private int to;

    private long offset;
    private int timeStart;
    private int timeEnd;
    private final LeafPart headers = new LeafPart("headers");
    private final LeafPart key = new LeafPart("key");
    private final LeafPart value = new LeafPart("value");

    /**
     * Reads the line of {@code length} bytes at {@code start}, which aren't to be changed while it is used.
     *
     * @throws MalformedException where it isn't a leaf
     */
    public void read(byte[] line, int start, int length) {
        bytes = line;
        at = start;
        to = start + length;
        take(BEGIN);
        offset = number();
        take(TIME);
        timeStart = at;
        while (at < to && bytes[at] != '"' && at - timeStart <= LONGEST_TIME) {
            at++;
        }
        timeEnd = at;
        take(QUOTE);
        at = headers.read(bytes, at, to);
        at = key.read(bytes, at, to);
        at = value.readLast(bytes, at, to);
        if (headers.blob() == null && bytes[headers.start()] != '{') {
            throw malformed("its headers are no object");
        }
        if (key.blob() == null && bytes[key.start()] != '"' && !saysNull(bytes, key.start(), key.end())) {
            throw malformed("its key is no string");
        }
    }

    public long offset() {
        return offset;
    }

    /** The blobs that the line names: none, for most lines. */
    public List<BlobRef> blobs() {
        if (headers.blob() == null && key.blob() == null && value.blob() == null) {
            return List.of();
        }
        return Stream.of(value.blob(), headers.blob(), key.blob())
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * The record whose leaf this is.
     *
     * @param blobs where those are that the line names; they aren't verified beyond their hash
     * @throws MalformedException where {@link Leaf} has another line for it, or a blob is missing or altered
     */
    public ArchivedRecord message(LogFiles blobs) throws IOException {
        byte[] headersJson = headers.bytes(bytes, blobs);
        byte[] keyJson = key.bytes(bytes, blobs);
        ArchivedRecord message = new ArchivedRecord(
                offset,
                timestamp(),
                LeafHeaders.read(headersJson),
                key.blob() != null ? keyJson : Arrays.equals(keyJson, NULL) ? null : HeaderScanner.unquoted(keyJson),
                value.isNull(bytes) ? null : value.bytes(bytes, blobs));
        int start = timeStart - TIME.length - Long.toString(offset).length() - BEGIN.length;
        if (!Arrays.equals(Leaf.of(message).line(), Arrays.copyOfRange(bytes, start, to))) {
            throw malformed("another spelling of the record than this format's");
        }
        return message;
    }

    /** Whether these bytes are JSON's {@code null}, with spaces around it or not. */
    static boolean saysNull(byte[] bytes, int from, int to) {
        int start = JsonLine.skipSpace(bytes, from, to);
        int end = start + NULL.length;
        return end <= to
                && Arrays.equals(bytes, start, end, NULL, 0, NULL.length)
                && JsonLine.skipSpace(bytes, end, to) == to;
    }

    private long timestamp() {
        try {
            Instant time = Leaf.TIME.parse(new String(bytes, timeStart, timeEnd - timeStart, US_ASCII), Instant::from);
            return time.toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw malformed("its time is none");
        }
    }

    private long number() {
        int start = at;
        long number = 0;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9' && at - start < MOST_DIGITS) {
            number = 10 * number + bytes[at++] - '0';
        }
        if (at == start || number < 0 || (bytes[start] == '0' && at > start + 1)) {
            throw malformed("its offset is none");
        }
        return number;
    }

    private void take(byte[] word) {
        if (to - at < word.length || !Arrays.equals(bytes, at, at + word.length, word, 0, word.length)) {
            throw malformed("not " + new String(word, US_ASCII) + " where that has to be");
        }
        at += word.length;
    }

    private static MalformedException malformed(String rule) {
        return new MalformedException("leaf: " + rule);
    }

    static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
