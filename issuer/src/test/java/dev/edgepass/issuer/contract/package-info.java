/** The contract with callers: what the code offers is what {@code docs/openapi.json} says, and no change of it breaks a client. */
@NullMarked
package dev.edgepass.issuer.contract;

import org.jspecify.annotations.NullMarked;
