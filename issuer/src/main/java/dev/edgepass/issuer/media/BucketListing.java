package dev.edgepass.issuer.media;

import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/**
 * How every listing of the bucket is asked for: with names percent-encoded, which the client decodes. XML 1.0 can't hold some characters that an object's name may have,
 * and one such name would make every listing that has it unreadable.
 */
final class BucketListing {
    private BucketListing() {}

    static ListObjectsV2Request.Builder of(String bucket, String prefix) {
        return ListObjectsV2Request.builder().bucket(bucket).prefix(prefix).encodingType(EncodingType.URL);
    }
}
