/** What is said of media objects beside their keys. */
@NullMarked
package dev.edgepass.media;

import org.jspecify.annotations.NullMarked;
