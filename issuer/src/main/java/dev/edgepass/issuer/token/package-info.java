/** Minting media tokens (docs/api.md) and recognising them again. */
@NullMarked
package dev.edgepass.issuer.token;

import org.jspecify.annotations.NullMarked;
