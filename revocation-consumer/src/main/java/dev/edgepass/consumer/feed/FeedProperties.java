package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.FeedTerms;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The publisher's settings.
 *
 * @param keyFile the feed key, a private JWK; made where it's missing
 * @param publisherId a name of its own for each publisher; stays the same over restarts
 * @param heartbeat a head at least this often
 * @param minInterval at least this long between two heads
 * @param sealEntries tail entries that are sealed into a segment at once
 * @param sealInterval fewer are sealed after this time
 */
@ConfigurationProperties("edgepass.feed")
public record FeedProperties(
        @DefaultValue(".edgepass/keys/feed.jwk") Path keyFile,
        @DefaultValue("publisher-1") String publisherId,
        @DefaultValue("PT5S") Duration heartbeat,
        @DefaultValue("PT1.2S") Duration minInterval,
        @DefaultValue("1000") int sealEntries,
        @DefaultValue("PT2M") Duration sealInterval) {
    FeedTerms terms() {
        return new FeedTerms(
                publisherId, minInterval.toMillis(), heartbeat.toMillis(), sealEntries, sealInterval.toMillis());
    }
}
