/** The one way out of Redis. Only the consumer writes there (revocation-consumer/REDIS.md). */
@NullMarked
package dev.edgepass.issuer.readmodel;

import org.jspecify.annotations.NullMarked;
