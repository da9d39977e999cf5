/** The one way into Kafka. An event is written when this package has returned, and not before. */
@NullMarked
package dev.edgepass.issuer.log;

import org.jspecify.annotations.NullMarked;
