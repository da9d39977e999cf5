package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.FeedTerms;
import dev.edgepass.consumer.log.PassOver;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The publisher's settings; its keys are {@link dev.edgepass.jdk.FeedKeyFiles}.
 *
 * @param keyFile file of the feed key that signs heads, a private JWK; made where it's missing. The other feed keys are beside it
 * @param trustedKeysFile JWKS file of more public feed keys under which heads are believed, such as those of a publisher on another machine; none by default
 * @param publisherId this publisher's name in the lease: a name of its own for each publisher, the same after a restart
 * @param heartbeat longest time between two heads
 * @param minInterval shortest time between two heads; R2 takes one write a second to a key
 * @param sealEntries entries of the tail at which it is sealed into a segment
 * @param sealInterval time after the last seal at which fewer entries are sealed
 * @param tokenLifetime longest life of a media token: the Workers' MAX_LIFETIME_SECONDS
 * @param pruneSlack how far the read model may lag while tokens are minted: cutoffs are kept for this time and a token's longest life
 * @param recordInterval time from a head with a new position to the record of when it was published; those that come meanwhile go with it
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
        @DefaultValue("PT1H") Duration pruneSlack,
        @DefaultValue("PT10S") Duration recordInterval) {
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
