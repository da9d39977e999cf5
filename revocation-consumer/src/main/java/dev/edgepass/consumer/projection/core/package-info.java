/** The fold of the control log into the issuer's read model (docs/read-model.md), without Redis: pure. */
@NullMarked
package dev.edgepass.consumer.projection.core;

import org.jspecify.annotations.NullMarked;
