/** Media types: the strict form of a {@code Content-Type}, and the type of an object by the ending of its key. */
@NullMarked
package dev.edgepass.media;

import org.jspecify.annotations.NullMarked;
