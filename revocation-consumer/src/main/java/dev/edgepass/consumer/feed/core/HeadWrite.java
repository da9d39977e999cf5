package dev.edgepass.consumer.feed.core;

import dev.edgepass.event.FeedPublished;
import dev.edgepass.feed.FeedHead;
import org.jspecify.annotations.Nullable;

/**
 * A write of the head that took place. Times are milliseconds since the epoch by this publisher's clock.
 *
 * @param replaced the head that was in the store until then, by the write's condition; null where there was none
 * @param sentAt when the write began: the head wasn't in the store before
 * @param storedBy when its outcome was known: the head was in the store by then
 */
public record HeadWrite(FeedHead head, FeedPublished.@Nullable Replaced replaced, long sentAt, long storedBy) {}
