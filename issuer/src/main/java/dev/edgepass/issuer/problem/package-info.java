/** What goes wrong, as RFC 9457 has it. Knows neither Spring nor HTTP. */
@NullMarked
package dev.edgepass.issuer.problem;

import org.jspecify.annotations.NullMarked;
