/** {@code bench replay}: folding, reading and verifying a log, beside what Kafka's and Redis' own programs do with the same, and the audit's index of a long one. */
@NullMarked
package dev.edgepass.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
