/** {@code bench revocation}: how soon a revocation is in force everywhere, and whether that holds with large numbers. */
@NullMarked
package dev.edgepass.benchmarks.revocation;

import org.jspecify.annotations.NullMarked;
