package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.FeedHead;

/**
 * A head in the store whose signature was checked.
 *
 * @param etag the condition under which the next head is written
 * @param writtenAt as {@link StoredHead#writtenAt}
 */
record KnownHead(FeedHead head, String etag, long writtenAt) {}
