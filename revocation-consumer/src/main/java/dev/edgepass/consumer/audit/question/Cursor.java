package dev.edgepass.consumer.audit.question;

import dev.edgepass.consumer.audit.index.IndexReads.Place;
import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.MalformedException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A place between two pages, for callers to hand back as it is. What it names stays the same, whatever comes to the logs.
 *
 * @param part of an answer with several parts, 0 is the first
 */
record Cursor(int part, Place place) {
    static final Cursor BEGIN = new Cursor(0, Place.BEGIN);

    private static final byte VERSION = 1;
    private static final int BODY = 2 + 2 * Long.BYTES;
    private static final int LENGTH = BODY + Integer.BYTES;

    /**
     * @param text null for the begin
     * @throws NotAnswered where it isn't one of {@link #text}
     */
    static Cursor parse(@Nullable String text) {
        if (text == null) {
            return BEGIN;
        }
        try {
            byte[] bytes = Base64Url.decode(text);
            if (bytes.length != LENGTH) {
                throw wrong();
            }
            ByteBuffer read = ByteBuffer.wrap(bytes);
            byte version = read.get();
            Cursor cursor = new Cursor(read.get(), new Place(read.getLong(), read.getLong()));
            if (version != VERSION || read.getInt() != checksum(bytes)) {
                throw wrong();
            }
            return cursor;
        } catch (MalformedException e) {
            throw wrong();
        }
    }

    String text() {
        ByteBuffer written = ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .put((byte) part)
                .putLong(place.time())
                .putLong(place.id());
        written.putInt(checksum(written.array()));
        return Base64Url.encode(written.array());
    }

    /** Against slips of who copies it; it opens nothing. */
    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, BODY);
        return (int) crc.getValue();
    }

    private static NotAnswered wrong() {
        return NotAnswered.invalid("cursor", "not one of these answers' (expected: next of the page before, as it is)");
    }
}
