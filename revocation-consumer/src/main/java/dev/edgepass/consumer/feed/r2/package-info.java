/** The feed bucket in R2, through its S3 API. */
@NullMarked
package dev.edgepass.consumer.feed.r2;

import org.jspecify.annotations.NullMarked;
