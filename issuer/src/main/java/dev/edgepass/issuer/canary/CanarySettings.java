package dev.edgepass.issuer.canary;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.token.ObjectKey;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.canary}. Of several issuers only one needs to have it: each run is a token, an entry in the feed for a day, and some 20 requests to the Worker for
 * each second that the refusal takes, and one more. At the default interval that is about 15,000 to 30,000 requests a day; the free plan has 100,000.
 *
 * @param object key of the object that the canary views, best a small one; without it the canary is off
 * @param interval time between the end of a run and the beginning of the next, shortest-interval at least
 * @param edgeUrl public base URL of the edge; by default that of edgepass.edge.base-url
 * @param bound longest time from published to the last refusal; past it is an alarm
 * @param shortestInterval least interval that is accepted; for tests
 */
@ConfigurationProperties("edgepass.canary")
record CanarySettings(
        @Nullable String object,
        @DefaultValue("PT5M") Duration interval,
        @Nullable URI edgeUrl,
        @DefaultValue("PT5S") Duration bound,
        @DefaultValue("PT30S") Duration shortestInterval) {
    CanarySettings {
        if (interval.compareTo(shortestInterval) < 0) {
            throw new IllegalArgumentException(
                    "edgepass.canary.interval: " + interval + " (expected: at least " + shortestInterval + ")");
        }
        if (bound.isNegative() || bound.isZero()) {
            throw new IllegalArgumentException("edgepass.canary.bound: " + bound + " (expected: more than nothing)");
        }
    }

    /** The object to look at; empty where the canary is off. */
    Optional<ObjectKey> key() {
        if (object == null || object.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ObjectKey.parse(object, JdkNfc.INSTANCE));
        } catch (MalformedException e) {
            throw new IllegalArgumentException("edgepass.canary.object: " + e.getMessage(), e);
        }
    }
}
