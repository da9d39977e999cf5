/** What was measured: samples, goals and promises, pictures. */
@NullMarked
package dev.edgepass.benchmarks.report;

import org.jspecify.annotations.NullMarked;
