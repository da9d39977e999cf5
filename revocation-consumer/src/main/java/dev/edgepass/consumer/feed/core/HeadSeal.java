package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.FeedHead;

/** Signs heads, and verifies those in the store (docs/feed.md). Thread-safe. */
public interface HeadSeal {
    /** The compact JWS of {@code head} (RFC 7515). Two signatures of one head differ, so each attempt at a write has a text of its own. */
    String sign(FeedHead head);

    /**
     * The head in {@code compact}.
     *
     * @throws UntrustedHeadException where it isn't a head, or not signed by a trusted feed key
     */
    FeedHead open(String compact);

    /** The object in the head's place isn't a head of this feed. */
    final class UntrustedHeadException extends RuntimeException {
        public UntrustedHeadException(String message) {
            super(message);
        }
    }
}
