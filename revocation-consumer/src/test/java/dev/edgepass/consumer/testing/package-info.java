/** What the integration tests share: clean real backends, the service in this JVM, events into the log, the feed read back. */
@NullMarked
package dev.edgepass.consumer.testing;

import org.jspecify.annotations.NullMarked;
