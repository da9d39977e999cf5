/**
 * A share link's terms, decided in one place: links are made, read, edited, suspended, resumed and closed by their owners (DESIGN section 3). The rooms below know this one:
 * {@code list} finds links, {@code closing} closes many at once, {@code viewer} opens them. {@code password} is below all.
 */
@NullMarked
package dev.edgepass.issuer.sharelink;

import org.jspecify.annotations.NullMarked;
