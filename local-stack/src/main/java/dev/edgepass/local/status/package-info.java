/** The state of a running stack: which parts answer, the position of each, and the age of its knowledge. */
@NullMarked
package dev.edgepass.local.status;

import org.jspecify.annotations.NullMarked;
