package dev.edgepass.edge.usage.core;

/**
 * A report that no longer changes: it is sent until it is acknowledged.
 *
 * @param id of the message: the isolate, and the report's number
 * @param body JSON, as {@code views.reported.v1} says
 */
public record Report(String id, String body) {
    /** What the report's HMAC is over (Standard Webhooks), sent at {@code seconds} since the epoch. */
    public String signed(long seconds) {
        return id + "." + seconds + "." + body;
    }
}
