/** The client of the bucket store. */
@NullMarked
package dev.edgepass.issuer.r2;

import org.jspecify.annotations.NullMarked;
