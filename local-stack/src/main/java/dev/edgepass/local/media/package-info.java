/** A folder of media files, brought into R2 through its S3 API. */
@NullMarked
package dev.edgepass.local.media;

import org.jspecify.annotations.NullMarked;
