/**
 * Knowledge of revocations, and how it is kept fresh (docs/feed.md, "How old a feed may be"). The rules are in {@code feed.core}; this package does their I/O:
 *
 * <ul>
 *   <li>{@code FeedState}: what all requests of the isolate share, the newest {@code FeedView} (a head with its segments) among it
 *   <li>{@code FeedReader}: on behalf of one request, whether that is fresh enough, and the poll or the wait where it isn't
 *   <li>{@code HeadRead}: the rules of one read of the head; {@code HeadFetch}: its I/O
 *   <li>{@code SegmentFetch}: the I/O of one segment that the head names; {@code SegmentSlot}, {@code LoadedSegments}: where it is kept
 * </ul>
 */
@NullMarked
package dev.edgepass.edge.feed;

import org.jspecify.annotations.NullMarked;
