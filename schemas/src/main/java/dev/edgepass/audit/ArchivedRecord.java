package dev.edgepass.audit;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of a partition by its plain values.
 *
 * @param timestamp in milliseconds since 1970, as the record has it
 * @param headers in their order
 * @param key null where it has none
 * @param value null where it has none
 */
public record ArchivedRecord(
        long offset, long timestamp, List<Header> headers, byte @Nullable [] key, byte @Nullable [] value) {
    /**
     * @param value null where it has none
     */
    public record Header(String name, byte @Nullable [] value) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Header header && name.equals(header.name) && Arrays.equals(value, header.value);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(value);
        }
    }

    public ArchivedRecord {
        if (offset < 0) {
            throw new IllegalArgumentException("offset: " + offset + " (expected: >= 0)");
        }
        headers = List.copyOf(headers);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ArchivedRecord another
                && offset == another.offset
                && timestamp == another.timestamp
                && headers.equals(another.headers)
                && Arrays.equals(key, another.key)
                && Arrays.equals(value, another.value);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(offset);
    }
}
