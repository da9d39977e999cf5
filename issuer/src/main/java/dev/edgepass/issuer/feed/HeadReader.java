package dev.edgepass.issuer.feed;

import dev.edgepass.feed.FeedHead;
import java.util.Optional;

/** Where heads come from. Thread-safe. */
@FunctionalInterface
interface HeadReader {
    /** The head as it is now; nothing where there is none, or none that can be believed. */
    Optional<FeedHead> read();
}
