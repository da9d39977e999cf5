/** Notices to links' owners: which of the operator's destinations a link may name, and the occasion that the issuer itself sees. */
@NullMarked
package dev.edgepass.issuer.notice;

import org.jspecify.annotations.NullMarked;
