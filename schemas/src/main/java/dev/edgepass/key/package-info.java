/** The life of signing keys, folded from the control log: which one is next, in use, retiring or withdrawn (docs/keys.md). */
@NullMarked
package dev.edgepass.key;

import org.jspecify.annotations.NullMarked;
