/**
 * The read model in Redis as docs/read-model.md has it: the names of its keys, and the JSON of its values. The revocation consumer writes it, the issuer reads it. JVM
 * only.
 */
@NullMarked
package dev.edgepass.readmodel;

import org.jspecify.annotations.NullMarked;
