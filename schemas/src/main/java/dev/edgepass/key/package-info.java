/** The states of signing keys, folded from the control log: next, active, retiring, withdrawn (docs/keys.md). */
@NullMarked
package dev.edgepass.key;

import org.jspecify.annotations.NullMarked;
