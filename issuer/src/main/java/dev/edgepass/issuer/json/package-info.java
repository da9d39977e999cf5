/** How JSON from outside is read. Knows neither Spring nor HTTP. */
@NullMarked
package dev.edgepass.issuer.json;

import org.jspecify.annotations.NullMarked;
