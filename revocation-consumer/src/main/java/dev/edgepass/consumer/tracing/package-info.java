/** Spans of this service, where an endpoint takes them (docs/tracing.md). Nothing here runs without one. */
@NullMarked
package dev.edgepass.consumer.tracing;

import org.jspecify.annotations.NullMarked;
