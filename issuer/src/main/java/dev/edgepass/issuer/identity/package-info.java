/** Who is calling, and which paths that login may see. */
@NullMarked
package dev.edgepass.issuer.identity;

import org.jspecify.annotations.NullMarked;
