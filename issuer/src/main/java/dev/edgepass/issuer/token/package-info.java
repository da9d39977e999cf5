/** Minting media tokens (DESIGN section 3) and recognising them again. */
@NullMarked
package dev.edgepass.issuer.token;

import org.jspecify.annotations.NullMarked;
