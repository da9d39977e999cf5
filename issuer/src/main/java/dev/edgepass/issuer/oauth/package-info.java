/** The OAuth standards' own endpoints for media tokens: revocation (RFC 7009), introspection (RFC 7662) and the server's metadata (RFC 8414). */
@NullMarked
package dev.edgepass.issuer.oauth;

import org.jspecify.annotations.NullMarked;
