package dev.edgepass.issuer;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.r2}: the bucket store's S3 API.
 *
 * @param endpoint such as {@code https://<account>.r2.cloudflarestorage.com}
 */
@ConfigurationProperties("edgepass.r2")
public record R2Settings(
        URI endpoint,
        String accessKeyId,
        String secretAccessKey,
        @DefaultValue("edgepass-media") String mediaBucket,
        @DefaultValue("edgepass-feed") String feedBucket) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "R2Settings[" + endpoint + ", " + mediaBucket + ", " + feedBucket + "]";
    }
}
