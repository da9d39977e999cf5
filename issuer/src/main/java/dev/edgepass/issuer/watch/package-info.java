/** The stream of changes: an open page is told when something was published about its token, and asks the edge then. */
@NullMarked
package dev.edgepass.issuer.watch;

import org.jspecify.annotations.NullMarked;
