/** {@code bench edge}: what the Worker costs. A program of Node measures ({@code src/main/node/edge}). */
@NullMarked
package dev.edgepass.benchmarks.edge;

import org.jspecify.annotations.NullMarked;
