/** The one way out of Redis. Only the consumer writes there (docs/read-model.md). */
@NullMarked
package dev.edgepass.issuer.readmodel;

import org.jspecify.annotations.NullMarked;
