/** Paths of objects as callers name them. */
@NullMarked
package dev.edgepass.issuer.path;

import org.jspecify.annotations.NullMarked;
