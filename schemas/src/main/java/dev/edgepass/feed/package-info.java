/**
 * The revocation feed, by which the edge knows what is revoked (docs/feed.md). Pure Java.
 *
 * <ul>
 *   <li>{@link dev.edgepass.feed.Handle}: the target of a revocation, {@code kind:id}. {@link dev.edgepass.feed.HandleState}: its cutoff and block.
 *   <li>{@link dev.edgepass.feed.Fingerprint}: 64 bits in the place of a handle, computed by {@link dev.edgepass.feed.Fingerprinter}.
 *   <li>{@link dev.edgepass.feed.Segment}: immutable handle states, sorted by fingerprint. {@link dev.edgepass.feed.SegmentRef}: its name and size in a head.
 *   <li>{@link dev.edgepass.feed.FeedHead}: the one mutable object of the feed: position, keys, segments, and the tail, which is in no segment yet.
 *   <li>{@link dev.edgepass.feed.UnverifiedHead}: a head before its signature was verified. {@link dev.edgepass.feed.FeedView}: a verified head with its segments.
 * </ul>
 */
@NullMarked
package dev.edgepass.feed;

import org.jspecify.annotations.NullMarked;
