/** The signing keys of media tokens as this instance holds them, the JWKS of those that are good, and the pepper that other secrets derive from. */
@NullMarked
package dev.edgepass.issuer.key;

import org.jspecify.annotations.NullMarked;
