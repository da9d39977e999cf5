/** The one way into Kafka. An event is written when this package has returned, and not before; the other instances are told of it through Redis. */
@NullMarked
package dev.edgepass.issuer.log;

import org.jspecify.annotations.NullMarked;
