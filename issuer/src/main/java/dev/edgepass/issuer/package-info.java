/** The token service: requests become events on the log, answered once Kafka has them (DESIGN sections 1 and 13). */
@NullMarked
package dev.edgepass.issuer;

import org.jspecify.annotations.NullMarked;
