/** Clients of a running stack, from outside: HTTP and the issuer's API. */
@NullMarked
package dev.edgepass.local.client;

import org.jspecify.annotations.NullMarked;
