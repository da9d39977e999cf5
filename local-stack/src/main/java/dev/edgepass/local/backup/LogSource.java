package dev.edgepass.local.backup;

import java.io.IOException;

/** The log that is backed up. */
public interface LogSource extends AutoCloseable {
    /** Whether there is such a topic. */
    boolean has(String topic);

    /** What {@code topic} has now. */
    LogExtent extent(String topic);

    /** Gives all records of {@code extent}, those of a partition in their order. */
    void read(LogExtent extent, Taker records) throws IOException;

    @Override
    void close();

    /** Takes records. */
    interface Taker {
        void take(LogRecord message) throws IOException;
    }
}
