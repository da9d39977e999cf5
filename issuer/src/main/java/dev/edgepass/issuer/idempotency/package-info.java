/**
 * The same call twice is done once (draft-ietf-httpapi-idempotency-key-header): first answers are kept for a day in Redis, encrypted, since some hold secrets.
 * Ephemeral, no projection (docs/load.md).
 */
@NullMarked
package dev.edgepass.issuer.idempotency;

import org.jspecify.annotations.NullMarked;
