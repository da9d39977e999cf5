/** The issuer's reads of the read model. Only the consumer writes it (docs/read-model.md). */
@NullMarked
package dev.edgepass.issuer.readmodel;

import org.jspecify.annotations.NullMarked;
