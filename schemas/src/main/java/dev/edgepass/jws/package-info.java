/**
 * The one JWS profile of Edgepass, for media tokens and feed heads: compact serialization, ES256, a {@code kid}, and no other header parameter that changes the
 * verification. Pure Java.
 */
@NullMarked
package dev.edgepass.jws;

import org.jspecify.annotations.NullMarked;
