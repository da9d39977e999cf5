package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.FeedHead;

/** Signs heads and knows its own signature. */
public interface HeadSeal {
    /** The compact JWS of {@code head}. Two signatures of one head differ, so the text also tells one attempt from another. */
    String sign(FeedHead head);

    /**
     * The head in {@code compact}.
     *
     * @throws UntrustedHeadException where it isn't a head, or not signed by our feed key
     */
    FeedHead open(String compact);

    /** What stands in the head's place is none of ours. */
    final class UntrustedHeadException extends RuntimeException {
        public UntrustedHeadException(String message) {
            super(message);
        }
    }
}
