package dev.edgepass.edge.exchange;

import dev.edgepass.edge.http.HeaderSink;
import dev.edgepass.edge.workers.Headers;

/** The header fields of one answer, while they are written. */
public final class AnswerHeaders implements HeaderSink {
    private final Headers platform = Headers.create();

    @Override
    public void set(String name, String value) {
        platform.set(name, value);
    }

    /** As the platform takes them. */
    public Headers platform() {
        return platform;
    }
}
