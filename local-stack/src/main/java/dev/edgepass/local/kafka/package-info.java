/** A durable single-node Kafka (KRaft) in a child JVM. */
@NullMarked
package dev.edgepass.local.kafka;

import org.jspecify.annotations.NullMarked;
