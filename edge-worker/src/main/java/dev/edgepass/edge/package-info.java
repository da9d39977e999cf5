/**
 * The Worker at the edge (docs/edge.md), compiled by TeaVM; here is its entry point alone. The decision itself is {@code dev.edgepass.decision}, the
 * platform is {@code dev.edgepass.edge.workers}. Between them, {@code view} goes on until it can decide, {@code feed} keeps knowledge of revocations fresh, {@code media}
 * finds the bytes, and {@code exchange} is one request with its answer.
 */
@NullMarked
package dev.edgepass.edge;

import org.jspecify.annotations.NullMarked;
