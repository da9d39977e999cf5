/**
 * Publishes the feed: the thread, clock, log and metrics around {@link dev.edgepass.consumer.feed.core.PublisherCore}. The simulation runs its {@link
 * dev.edgepass.consumer.feed.PublisherLoop} too. It doesn't know Redis.
 */
@NullMarked
package dev.edgepass.consumer.feed;

import org.jspecify.annotations.NullMarked;
