/** The one way into Kafka. An event is surely in the log once this package has returned; the other instances are told of it through Redis. */
@NullMarked
package dev.edgepass.issuer.log;

import org.jspecify.annotations.NullMarked;
