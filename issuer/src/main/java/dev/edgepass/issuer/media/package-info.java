/** The objects in R2 that a caller may see. */
@NullMarked
package dev.edgepass.issuer.media;

import org.jspecify.annotations.NullMarked;
