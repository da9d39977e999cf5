package dev.edgepass.edge.http;

import dev.edgepass.feed.FeedView;

/**
 * How fresh an answer's knowledge is, for the client to read.
 *
 * @param position records of the control log that are known here
 * @param asOf milliseconds since the epoch: the publisher had asked for the log's end then
 * @param age milliseconds since {@code asOf}, by this location's clock
 * @param readAge milliseconds since this location last asked for the head
 */
public record AsOf(long position, long asOf, long age, long readAge) {
    public static final String HEADER = "edgepass-as-of";

    public static AsOf of(FeedView view, long now) {
        long asOf = view.head().asOf();
        return new AsOf(view.head().position(), asOf, now - asOf, now - view.readAt());
    }

    /** A dictionary of integers (RFC 8941 section 3.2). */
    public String dictionary() {
        return "position=" + position + ", as-of=" + asOf + ", age-ms=" + age + ", read-age-ms=" + readAge;
    }

    /** The same for the browser's developer tools: a metric of {@code Server-Timing}. */
    public String serverTiming() {
        return "edgepass-read-age;dur=" + readAge + ";desc=\"position " + position + "\"";
    }
}
