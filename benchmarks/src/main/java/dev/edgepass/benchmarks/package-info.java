/**
 * {@code ./edgepass bench}: measures what is promised (DESIGN section 1) and what it costs, beside peers that do the same work in the same run. Nothing of the product
 * depends on it.
 */
@NullMarked
package dev.edgepass.benchmarks;

import org.jspecify.annotations.NullMarked;
