/** Makes thumbnails of the objects in the media bucket (docs/thumbnails.md). */
@NullMarked
package dev.edgepass.thumbnails;

import org.jspecify.annotations.NullMarked;
