/** Buckets in R2, through its S3 API: the feed's, and any other as an {@link dev.edgepass.consumer.feed.r2.ObjectStore}. */
@NullMarked
package dev.edgepass.consumer.feed.r2;

import org.jspecify.annotations.NullMarked;
