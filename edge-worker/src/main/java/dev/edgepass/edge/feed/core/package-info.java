/**
 * All decisions of following the feed (docs/feed.md, "How old a feed may be"), without a promise, a timer or a store: what a request has to wait for
 * ({@link dev.edgepass.edge.feed.core.FeedState}), and what one read of the head is worth ({@link dev.edgepass.edge.feed.core.HeadRead}). Pure Java, so that a
 * simulation on the JVM runs the very code that workerd does.
 */
@NullMarked
package dev.edgepass.edge.feed.core;

import org.jspecify.annotations.NullMarked;
