/** Forms in bodies of requests. Knows neither Spring nor HTTP. */
@NullMarked
package dev.edgepass.issuer.form;

import org.jspecify.annotations.NullMarked;
