/** The operator's name, logo and colour on the share page. */
@NullMarked
package dev.edgepass.issuer.brand;

import org.jspecify.annotations.NullMarked;
