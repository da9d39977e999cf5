package dev.edgepass.consumer.feed.r2;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where R2 is.
 *
 * @param endpoint of the S3 API, such as {@code https://<account>.r2.cloudflarestorage.com}
 * @param feedBucket the bucket that no media URL can name
 * @param timeout of one call, all of it
 */
@ConfigurationProperties("edgepass.r2")
public record R2Properties(
        URI endpoint,
        String accessKeyId,
        String secretAccessKey,
        @DefaultValue("edgepass-feed") String feedBucket,
        @DefaultValue("PT5S") Duration timeout) {
    @Override
    public String toString() {
        return "R2Properties[endpoint=" + endpoint + ", feedBucket=" + feedBucket + "]";
    }
}
