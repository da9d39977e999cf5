/** Media objects: where their bytes are found, and what a client is told with them. The header policy is pure Java; {@code MediaLookup} is the rim. */
@NullMarked
package dev.edgepass.edge.media;

import org.jspecify.annotations.NullMarked;
