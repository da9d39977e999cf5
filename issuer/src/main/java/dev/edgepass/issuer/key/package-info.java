/** The signing key of media tokens: made, announced on the log, published as a JWKS. */
@NullMarked
package dev.edgepass.issuer.key;

import org.jspecify.annotations.NullMarked;
