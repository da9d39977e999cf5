package dev.edgepass.edge.http;

/** Where header fields are written to: the platform's {@code Headers} at the edge, a map in a test. A name that is set twice has the second value. */
@FunctionalInterface
public interface HeaderSink {
    void set(String name, String value);
}
