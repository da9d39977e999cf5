/** Who is calling, which paths a caller may name, and which of them that login may see. */
@NullMarked
package dev.edgepass.issuer.identity;

import org.jspecify.annotations.NullMarked;
