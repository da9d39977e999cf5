/**
 * Media objects: where their bytes are found, and what a client is told with them. The header policy is pure Java; {@code MediaLookup} is the rim.
 *
 * <ul>
 *   <li>{@code MediaMetadata}: an object but for its bytes
 *   <li>{@code MediaLookup}: the search for one object on behalf of one request, in the three places below; {@code LookupResult}: its outcome
 *   <li>{@code HotCache}: small whole objects in the isolate's memory
 *   <li>{@code CacheEntry}: one object in the location's cache; {@code CacheFill}: the read of R2 that fills it; {@code OngoingReads}: which reads others wait for
 *   <li>{@code KnownObject}, in {@code KnownObjects}: the isolate's memory of an object without its bytes: metadata, when R2 last had it, whether it is revoked
 *   <li>{@code MediaHeaders}: the header fields of cache and client; {@code PlainHeaders}: those of most answers, kept; {@code ServedType}: the media type among them
 * </ul>
 */
@NullMarked
package dev.edgepass.edge.media;

import org.jspecify.annotations.NullMarked;
