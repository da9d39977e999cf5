/** What locations of the edge reported after a revocation: evidence beside the bound, never in its place. */
@NullMarked
package dev.edgepass.issuer.revocation.receipts;

import org.jspecify.annotations.NullMarked;
