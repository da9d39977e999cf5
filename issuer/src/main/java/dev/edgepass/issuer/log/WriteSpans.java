package dev.edgepass.issuer.log;

import java.util.function.BiConsumer;

/** The spans of writes to the log, where they are traced (docs/tracing.md). Thread-safe; nothing here throws. */
@FunctionalInterface
public interface WriteSpans {
    /** Of a service that doesn't trace. */
    WriteSpans NONE = (topic, headers) -> WriteSpan.NONE;

    /**
     * A write to {@code topic} begins.
     *
     * @param headers takes the headers, name and value, by which a reader of the record knows its span
     */
    WriteSpan begin(String topic, BiConsumer<String, String> headers);

    /** One write. It ends by one of the two methods. */
    interface WriteSpan {
        WriteSpan NONE = new WriteSpan() {
            @Override
            public void acknowledged(long offset) {}

            @Override
            public void failed(Exception cause) {}
        };

        void acknowledged(long offset);

        /** It may have been written or not. */
        void failed(Exception cause);
    }
}
