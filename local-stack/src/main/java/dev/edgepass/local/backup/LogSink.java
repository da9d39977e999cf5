package dev.edgepass.local.backup;

/** The log that is restored, which had no topics. */
public interface LogSink extends AutoCloseable {
    /**
     * Appends a record, so that it gets the offset that it had.
     *
     * @throws dev.edgepass.local.process.StartFailure where the log doesn't take it, or another one so
     */
    void append(String topic, LogRecord message);

    /**
     * Waits until the log has all, and gives the topics the settings of every day.
     *
     * @throws dev.edgepass.local.process.StartFailure where it doesn't
     */
    void finish();

    @Override
    void close();
}
