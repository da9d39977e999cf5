/** The revocation feed: handles, their states, immutable segments and the signed head (DESIGN sections 4 and 5). Pure Java. */
@NullMarked
package dev.edgepass.feed;

import org.jspecify.annotations.NullMarked;
