/**
 * The promise measured in production (docs/revocation.md): a built-in probe that mints a token, views through the public edge, revokes, and times the refusal.
 * {@link dev.edgepass.issuer.canary.CanaryVerdict} decides, without clock or network; the rest looks.
 */
@NullMarked
package dev.edgepass.issuer.canary;

import org.jspecify.annotations.NullMarked;
