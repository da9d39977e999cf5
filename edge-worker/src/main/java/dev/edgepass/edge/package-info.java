/**
 * The Worker at the edge (DESIGN sections 3 to 5 and 8), compiled by TeaVM. The decision itself is {@code dev.edgepass.decision}; the platform is {@code
 * dev.edgepass.edge.workers}; between them, {@code view} goes on until it can decide, {@code feed} keeps what is known fresh, and {@code media} finds the bytes.
 */
@NullMarked
package dev.edgepass.edge;

import org.jspecify.annotations.NullMarked;
