/** How many events a second the projections fold, on real Kafka and Redis: programs to be run by hand, no tests. */
@NullMarked
package dev.edgepass.consumer.bench;

import org.jspecify.annotations.NullMarked;
