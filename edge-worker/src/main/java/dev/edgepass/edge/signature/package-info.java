/** Signatures: imported keys, and the memory of what was found good. */
@NullMarked
package dev.edgepass.edge.signature;

import org.jspecify.annotations.NullMarked;
