package dev.edgepass.edge.usage.core;

import org.jspecify.annotations.Nullable;

/** What the platform says of a view's client. Asked for only where it is needed: each look costs. */
public interface Viewer {
    /** The text of its IP address, which is hashed and never kept; null where it isn't known. */
    @Nullable
    String address();

    /** ISO 3166-1 alpha-2, or the platform's own two characters; null where it isn't known. */
    @Nullable
    String country();

    /** Digits: the number of the autonomous system that the address is in (RFC 1930); null where it isn't known. */
    @Nullable
    String operator();
}
