/** Share links: made, listed, closed, and exchanged for a viewer's token (DESIGN section 3). */
@NullMarked
package dev.edgepass.issuer.sharelink;

import org.jspecify.annotations.NullMarked;
