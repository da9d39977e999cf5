/** Messages signed by Standard Webhooks: the Worker's reports to the issuer, and the consumer's notices. JVM only. */
@NullMarked
package dev.edgepass.webhook;

import org.jspecify.annotations.NullMarked;
