/**
 * How often a caller may do something. Token buckets, shared by all instances in Redis or held by one, that expire by themselves: ephemeral, no projection
 * (docs/load.md).
 */
@NullMarked
package dev.edgepass.issuer.limit;

import org.jspecify.annotations.NullMarked;
