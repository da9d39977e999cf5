/** All parts together, started and ended as one. */
@NullMarked
package dev.edgepass.local.stack;

import org.jspecify.annotations.NullMarked;
