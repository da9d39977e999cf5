/**
 * How well unusual audiences are told from usual ones, on simulated weeks of links (docs/leaks.md). {@link dev.edgepass.benchmarks.leaks.Traces} generates them. It
 * was frozen before there was a rule to measure: a test holds a digest of what it generates.
 */
@NullMarked
package dev.edgepass.benchmarks.leaks;

import org.jspecify.annotations.NullMarked;
