package dev.edgepass.local.backup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as Kafka has it.
 *
 * @param timestamp milliseconds since the epoch, as the log has it
 */
public record LogRecord(
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers) {
    public LogRecord {
        headers = List.copyOf(headers);
    }

    /** A header; names may repeat, and their order counts. */
    public record Header(String name, byte @Nullable [] value) {}
}
