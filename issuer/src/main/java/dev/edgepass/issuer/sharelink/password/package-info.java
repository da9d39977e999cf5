/** Passwords of share links: hashed under the pepper, and how often one may be tried. */
@NullMarked
package dev.edgepass.issuer.sharelink.password;

import org.jspecify.annotations.NullMarked;
