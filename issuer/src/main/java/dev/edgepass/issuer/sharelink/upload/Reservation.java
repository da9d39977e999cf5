package dev.edgepass.issuer.sharelink.upload;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file for which room was taken at a link.
 *
 * @param words null once the file was received: they stand beside it
 * @param begunAt in milliseconds since 1970
 * @param uploadId of the multipart upload at the store; null before the first part was asked for
 */
record Reservation(
        State state,
        long size,
        @Nullable FileWords words,
        long begunAt,
        @Nullable String uploadId) {
    /** What isn't there as a whole by then is ended. */
    static final Duration LONGEST = Duration.ofDays(1);

    /** What became of the file. A file that was given up or rejected has no reservation. */
    enum State {
        UPLOADING,
        RECEIVED,
        ACCEPTED
    }

    static Reservation begun(long size, FileWords words, Instant now) {
        return new Reservation(State.UPLOADING, size, words, now.toEpochMilli(), null);
    }

    static Reservation there(State state, long size) {
        return new Reservation(state, size, null, 0, null);
    }

    boolean isUploading(Instant now) {
        return state == State.UPLOADING && now.toEpochMilli() - begunAt < LONGEST.toMillis();
    }

    FileParts parts() {
        return new FileParts(size);
    }

    Reservation with(String id) {
        return new Reservation(state, size, words, begunAt, id);
    }
}
