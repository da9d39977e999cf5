/** A whole issuer on real Kafka, Redis and R2, and what stands in for the consumer. */
@NullMarked
package dev.edgepass.issuer.testing;

import org.jspecify.annotations.NullMarked;
