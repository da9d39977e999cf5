/**
 * Counting views and reporting them (docs/views.md), without I/O. Pure Java, for an isolate's one thread.
 *
 * <ul>
 *   <li>{@link dev.edgepass.edge.usage.core.UsageCounts}: what the isolate has counted and not yet reported; {@link dev.edgepass.edge.usage.core.CountedToken}: of one
 *       token
 *   <li>{@link dev.edgepass.edge.usage.core.Report}: a part of it that is frozen, until the issuer has acknowledged it
 *   <li>{@link dev.edgepass.edge.usage.core.ReportQueue}: when a report leaves, and what its answer means
 *   <li>{@link dev.edgepass.edge.usage.core.Networks}: what stands for a viewer's network
 * </ul>
 */
@NullMarked
package dev.edgepass.edge.usage.core;

import org.jspecify.annotations.NullMarked;
