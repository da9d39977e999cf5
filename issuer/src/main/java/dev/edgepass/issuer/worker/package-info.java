/** What the issuer does by itself, each on a thread of its own. */
@NullMarked
package dev.edgepass.issuer.worker;

import org.jspecify.annotations.NullMarked;
