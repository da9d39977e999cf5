package dev.edgepass.consumer.feed.r2;

import dev.edgepass.settings.RequiredSetting;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where R2 is.
 *
 * @param endpoint required: URL of R2's S3 API, such as https://ACCOUNT.r2.cloudflarestorage.com
 * @param accessKeyId required: access key id of an R2 API token that may write to the feed's bucket
 * @param secretAccessKey required: secret access key of that token
 * @param feedBucket bucket of the feed, which no media URL can name
 * @param timeout longest time of one call
 */
@ConfigurationProperties("edgepass.r2")
public record R2Properties(
        URI endpoint,
        String accessKeyId,
        String secretAccessKey,
        @DefaultValue("edgepass-feed") String feedBucket,
        @DefaultValue("PT5S") Duration timeout) {
    public R2Properties {
        RequiredSetting.requireUrl(endpoint, "edgepass.r2.endpoint", "https://<account>.r2.cloudflarestorage.com");
        RequiredSetting.require(accessKeyId, "edgepass.r2.access-key-id", "the id of an R2 API token");
        RequiredSetting.require(
                secretAccessKey, "edgepass.r2.secret-access-key", "the secret access key of that token");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "R2Properties[endpoint=" + endpoint + ", feedBucket=" + feedBucket + "]";
    }
}
