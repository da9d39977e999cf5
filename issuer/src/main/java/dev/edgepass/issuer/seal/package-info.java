/** What this service gives out, and alone can read when it comes back. */
@NullMarked
package dev.edgepass.issuer.seal;

import org.jspecify.annotations.NullMarked;
