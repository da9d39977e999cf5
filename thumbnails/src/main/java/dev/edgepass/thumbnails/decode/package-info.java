/** Decodes one file and writes its thumbnail, in a process of its own: the files are hostile. */
@NullMarked
package dev.edgepass.thumbnails.decode;

import org.jspecify.annotations.NullMarked;
