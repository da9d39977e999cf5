/** {@code bench issue}: tokens a second, and CPU a token. */
@NullMarked
package dev.edgepass.benchmarks.issue;

import org.jspecify.annotations.NullMarked;
