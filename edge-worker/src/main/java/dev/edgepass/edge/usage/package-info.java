/**
 * Counting views and reporting them to the issuer (docs/views.md). The rules are in {@code usage.core}; this package does their I/O, always behind the answers:
 * nothing in a view waits for it, and nothing in it fails a view.
 */
@NullMarked
package dev.edgepass.edge.usage;

import org.jspecify.annotations.NullMarked;
