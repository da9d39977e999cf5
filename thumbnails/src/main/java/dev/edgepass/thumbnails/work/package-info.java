/** Finds objects without a thumbnail and has theirs made. */
@NullMarked
package dev.edgepass.thumbnails.work;

import org.jspecify.annotations.NullMarked;
