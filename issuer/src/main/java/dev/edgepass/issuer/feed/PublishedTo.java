package dev.edgepass.issuer.feed;

/**
 * How far the feed is published.
 *
 * @param topicId the control topic's: another one means that the log went back
 * @param position records of the control log that are in the head
 */
public record PublishedTo(String topicId, long position) {}
