/** Results: samples, goals and promises, charts. */
@NullMarked
package dev.edgepass.benchmarks.report;

import org.jspecify.annotations.NullMarked;
