/** {@code bench edge}: the cost of the Worker. A program of Node measures ({@code src/main/node/edge}). */
@NullMarked
package dev.edgepass.benchmarks.edge;

import org.jspecify.annotations.NullMarked;
