/** What a span may say, for every program that sends spans (docs/tracing.md). JVM only. */
@NullMarked
package dev.edgepass.tracing;

import org.jspecify.annotations.NullMarked;
