/** What both services measure in the same way, and which of their libraries' meters they keep (docs/metrics.md). JVM only; needs Micrometer. */
@NullMarked
package dev.edgepass.metrics;

import org.jspecify.annotations.NullMarked;
