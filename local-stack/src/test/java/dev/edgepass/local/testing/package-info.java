/** Test support for the other modules: real Kafka, Redis, R2 and KV. */
@NullMarked
package dev.edgepass.local.testing;

import org.jspecify.annotations.NullMarked;
