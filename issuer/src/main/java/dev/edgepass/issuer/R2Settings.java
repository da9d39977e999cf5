package dev.edgepass.issuer;

import dev.edgepass.settings.RequiredSetting;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.r2}: the bucket store's S3 API.
 *
 * @param endpoint required: URL of R2's S3 API, such as https://ACCOUNT.r2.cloudflarestorage.com
 * @param accessKeyId required: access key id of an R2 API token that may write media and read the feed
 * @param secretAccessKey required: secret access key of that token
 * @param mediaBucket bucket of the media
 * @param feedBucket bucket of the feed, which no media URL can name
 * @param quarantineBucket bucket of what came by upload links and nobody has accepted yet, which no Worker has; without it there are no upload links
 */
@ConfigurationProperties("edgepass.r2")
public record R2Settings(
        URI endpoint,
        String accessKeyId,
        String secretAccessKey,
        @DefaultValue("edgepass-media") String mediaBucket,
        @DefaultValue("edgepass-feed") String feedBucket,
        @Nullable String quarantineBucket) {
    public R2Settings {
        quarantineBucket = quarantineBucket == null || quarantineBucket.isBlank() ? null : quarantineBucket;
        if (mediaBucket.equals(quarantineBucket) || feedBucket.equals(quarantineBucket)) {
            throw new IllegalArgumentException("edgepass.r2.quarantine-bucket: " + quarantineBucket
                    + " (expected: another bucket than the media's and the feed's, which the Worker reads)");
        }
        RequiredSetting.requireUrl(endpoint, "edgepass.r2.endpoint", "https://<account>.r2.cloudflarestorage.com");
        RequiredSetting.require(accessKeyId, "edgepass.r2.access-key-id", "the id of an R2 API token");
        RequiredSetting.require(
                secretAccessKey, "edgepass.r2.secret-access-key", "the secret access key of that token");
    }

    /** The endpoint's origin (RFC 6454). */
    public String origin() {
        return endpoint.getScheme() + "://" + endpoint.getAuthority();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "R2Settings[" + endpoint + ", " + mediaBucket + ", " + feedBucket + ", " + quarantineBucket + "]";
    }
}
