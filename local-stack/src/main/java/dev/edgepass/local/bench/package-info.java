/** Measures the promise (DESIGN section 1.2) against a running stack and from outside, beside the design that everybody writes first. */
@NullMarked
package dev.edgepass.local.bench;

import org.jspecify.annotations.NullMarked;
