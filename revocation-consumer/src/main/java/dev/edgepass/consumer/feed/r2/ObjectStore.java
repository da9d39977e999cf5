package dev.edgepass.consumer.feed.r2;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects of a bucket. Each call is one attempt, blocks, and throws {@link R2Unavailable} where R2 doesn't say. Thread-safe. */
public interface ObjectStore {
    /**
     * An object as it was read.
     *
     * @param bytes the first ones where there are more than were asked for
     * @param writtenAt by R2's clock
     */
    record StoredObject(byte[] bytes, String etag, Instant writtenAt) {}

    /**
     * Reads an object, or empty where there is none.
     *
     * @param limit how many bytes are read at most
     */
    Optional<StoredObject> read(String key, int limit);

    /**
     * Writes an object where it has the ETag {@code ifMatch}, or where there is none if that is null.
     *
     * @return the new ETag, or empty where the condition didn't hold
     * @throws R2Unavailable where it isn't known whether it was written
     */
    Optional<String> put(String key, byte[] bytes, String contentType, @Nullable String ifMatch);

    /** The keys that begin with {@code prefix}, in their order: 10,000 at most. */
    List<String> list(String prefix);

    /**
     * Deletes objects; one that isn't there is no error.
     *
     * @param keys 1,000 at most
     */
    void delete(List<String> keys);
}
