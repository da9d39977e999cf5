/** What instances of the issuer tell each other, through Redis. Ephemeral, no projection (DESIGN section 7). */
@NullMarked
package dev.edgepass.issuer.instances;

import org.jspecify.annotations.NullMarked;
