/** How much of the heap each part may hold that grows with what callers do. */
@NullMarked
package dev.edgepass.issuer.heap;

import org.jspecify.annotations.NullMarked;
