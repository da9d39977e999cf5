/** Reading the platform's streams. */
@NullMarked
package dev.edgepass.edge.stream;

import org.jspecify.annotations.NullMarked;
