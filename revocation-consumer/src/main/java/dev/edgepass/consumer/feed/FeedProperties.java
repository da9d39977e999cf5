package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.FeedTerms;
import dev.edgepass.consumer.log.PassOver;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The publisher's settings.
 *
 * @param keyFile the feed key, a private JWK, that heads are signed with; made where it's missing. The previous, the next and the public keys are beside it
 *     ({@link dev.edgepass.jdk.FeedKeyFiles})
 * @param trustedKeysFile a JWKS of more public feed keys whose heads are taken over too, such as those of a publisher on another machine; none by default
 * @param publisherId a name of its own for each publisher; stays the same over restarts
 * @param heartbeat a head at least this often
 * @param minInterval at least this long between two heads
 * @param sealEntries tail entries that are sealed into a segment at once
 * @param sealInterval fewer are sealed after this time
 * @param tokenLifetime the longest that a media token lives: the edges' own maximum
 * @param pruneSlack how far a read model may lag that tokens are minted on: cutoffs are kept for this time and a token lifetime
 */
@ConfigurationProperties("edgepass.feed")
public record FeedProperties(
        @DefaultValue(".edgepass/keys/feed.jwk") Path keyFile,
        @Nullable Path trustedKeysFile,
        @DefaultValue("publisher-1") String publisherId,
        @DefaultValue("PT5S") Duration heartbeat,
        @DefaultValue("PT1.2S") Duration minInterval,
        @DefaultValue("1000") int sealEntries,
        @DefaultValue("PT2M") Duration sealInterval,
        @DefaultValue("PT24H") Duration tokenLifetime,
        @DefaultValue("PT1H") Duration pruneSlack) {
    FeedTerms terms(PassOver passOver) {
        return new FeedTerms(
                publisherId,
                minInterval.toMillis(),
                heartbeat.toMillis(),
                sealEntries,
                sealInterval.toMillis(),
                tokenLifetime.plus(pruneSlack).toMillis(),
                passOver);
    }
}
