/** The one JWS profile of Edgepass, for media tokens and feed heads alike: compact, ES256, a {@code kid}, nothing else that steers. Pure Java. */
@NullMarked
package dev.edgepass.jws;

import org.jspecify.annotations.NullMarked;
