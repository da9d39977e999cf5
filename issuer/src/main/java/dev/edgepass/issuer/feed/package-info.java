/** What the edge has been told: the head in R2, read back, so that an answer says published only when it is. */
@NullMarked
package dev.edgepass.issuer.feed;

import org.jspecify.annotations.NullMarked;
