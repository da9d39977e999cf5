/**
 * Measures the promise (DESIGN section 1.2) against a running stack and from outside, beside the design that everybody writes first; and what the Worker costs,
 * beside the same job written by hand.
 */
@NullMarked
package dev.edgepass.local.bench;

import org.jspecify.annotations.NullMarked;
