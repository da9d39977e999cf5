/** Revoking access, and lifting revocations (docs/revocation.md). Needs Kafka only. */
@NullMarked
package dev.edgepass.issuer.revocation;

import org.jspecify.annotations.NullMarked;
