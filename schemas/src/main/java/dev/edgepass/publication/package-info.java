/** When the edge knew a position of the control log, by what the feed's publishers recorded. Pure. */
@NullMarked
package dev.edgepass.publication;

import org.jspecify.annotations.NullMarked;
