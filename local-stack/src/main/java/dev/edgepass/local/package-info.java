/** The Edgepass command: the whole system on one machine. */
@NullMarked
package dev.edgepass.local;

import org.jspecify.annotations.NullMarked;
