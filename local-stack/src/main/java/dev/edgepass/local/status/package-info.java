/** What a running stack says of itself: which parts answer, how far each has come, and how old its knowledge is. */
@NullMarked
package dev.edgepass.local.status;

import org.jspecify.annotations.NullMarked;
