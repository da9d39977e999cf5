/** {@code POST /share-links/revoke}: many share links closed with one record. */
@NullMarked
package dev.edgepass.issuer.sharelink.closing;

import org.jspecify.annotations.NullMarked;
