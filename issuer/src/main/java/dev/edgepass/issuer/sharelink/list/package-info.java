/** Share links found, filtered and sorted: in memory while they fit there, else straight from the read model. */
@NullMarked
package dev.edgepass.issuer.sharelink.list;

import org.jspecify.annotations.NullMarked;
