/**
 * A share link's terms, decided in one place: links are made, read, edited, suspended, resumed and closed by their owners (docs/share-links.md). The packages
 * {@code list}, which finds links, {@code closing}, which closes many at once, and {@code viewer}, which opens them, depend on this one; {@code password} on none of them.
 */
@NullMarked
package dev.edgepass.issuer.sharelink;

import org.jspecify.annotations.NullMarked;
