/** Taking access back (DESIGN section 4). Needs Kafka only. */
@NullMarked
package dev.edgepass.issuer.revocation;

import org.jspecify.annotations.NullMarked;
