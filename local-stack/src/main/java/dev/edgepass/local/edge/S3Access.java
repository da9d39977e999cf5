package dev.edgepass.local.edge;

/**
 * How to reach R2 through its S3 API (path style, region {@code auto}).
 *
 * @param endpoint absolute URL
 */
public record S3Access(
        String endpoint,
        String accessKeyId,
        String secretAccessKey,
        String mediaBucket,
        String feedBucket,
        String auditBucket) {
    /** Unless it is said otherwise. */
    public static final String AUDIT_BUCKET = "edgepass-audit";

    /** Of what came by upload links and nobody has accepted yet. */
    public static final String QUARANTINE_BUCKET = "edgepass-quarantine";

    /** With {@link #AUDIT_BUCKET}. */
    public S3Access(
            String endpoint, String accessKeyId, String secretAccessKey, String mediaBucket, String feedBucket) {
        this(endpoint, accessKeyId, secretAccessKey, mediaBucket, feedBucket, AUDIT_BUCKET);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return endpoint + " as " + accessKeyId;
    }
}
