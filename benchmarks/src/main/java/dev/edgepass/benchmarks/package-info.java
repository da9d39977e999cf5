/**
 * {@code ./edgepass bench}: measures the promises and their cost, beside peers that do the same work in the same run. Nothing of the product
 * depends on it.
 */
@NullMarked
package dev.edgepass.benchmarks;

import org.jspecify.annotations.NullMarked;
