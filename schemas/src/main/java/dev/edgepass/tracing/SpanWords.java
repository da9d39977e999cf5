package dev.edgepass.tracing;

import java.util.Set;

/** The attributes that a span may have. {@link PlainSpans} drops every other one. */
public final class SpanWords {
    /** The topic that a record was written to. */
    public static final String TOPIC = "messaging.destination.name";

    /** Always {@code kafka}. */
    public static final String SYSTEM = "messaging.system";

    /** The control log's position with the record of the span. */
    public static final String POSITION = "edgepass.position";

    /** The sequence of the feed head that published the record. */
    public static final String SEQUENCE = "edgepass.feed.sequence";

    /** The simple name of an exception's class, without its text. */
    public static final String EXCEPTION = "exception";

    /** The header of a record that carries its span (W3C Trace Context section 3.2). */
    public static final String TRACEPARENT = "traceparent";

    /** Besides those above: a request's method, the pattern of its route, status and outcome, as Spring names them. */
    static final Set<String> ALLOWED =
            Set.of(TOPIC, SYSTEM, POSITION, SEQUENCE, EXCEPTION, "method", "uri", "status", "outcome");

    private SpanWords() {}
}
