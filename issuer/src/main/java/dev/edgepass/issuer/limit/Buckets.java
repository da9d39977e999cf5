package dev.edgepass.issuer.limit;

import dev.edgepass.issuer.RedisQuestion;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import java.time.Duration;

/**
 * Token buckets that all instances share, in Redis. Charging one costs two round trips; two callers at once never take the same bucket token. A bucket that no caller
 * touches is gone once it would be full again. Every method throws the problem {@code read-model-unavailable} where Redis doesn't answer within a second: a
 * caller for whom that is wrong says so by catching it. Thread-safe.
 */
public final class Buckets {
    static final String AWAY = "Redis doesn't answer, and this call is counted there. Try again shortly.";

    private final ProxyManager<Object> buckets;

    Buckets(ProxyManager<Object> buckets) {
        this.buckets = buckets;
    }

    /** Takes one token of the bucket, which is made full where there is none. A bucket keeps the rate that it was made with until it is gone. */
    public Charge take(BucketName name, Rate rate) {
        ConsumptionProbe probe =
                RedisQuestion.ask(AWAY, () -> bucket(name, rate).tryConsumeAndReturnRemaining(1));
        return probe.isConsumed()
                ? new Charge.Taken(probe.getRemainingTokens())
                : new Charge.Refused(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** What {@link #take} would say, without taking. */
    public Charge peek(BucketName name, Rate rate) {
        EstimationProbe probe = RedisQuestion.ask(AWAY, () -> bucket(name, rate).estimateAbilityToConsume(1));
        return probe.canBeConsumed()
                ? new Charge.Taken(probe.getRemainingTokens() - 1)
                : new Charge.Refused(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** Puts one token back, where there is room. */
    public void giveBack(BucketName name, Rate rate) {
        RedisQuestion.ask(AWAY, () -> {
            bucket(name, rate).addTokens(1);
            return name;
        });
    }

    /** The bucket is full again. */
    public void clear(BucketName name) {
        RedisQuestion.ask(AWAY, () -> {
            buckets.removeProxy(name);
            return name;
        });
    }

    private Bucket bucket(BucketName name, Rate rate) {
        return buckets.builder().build(name, () -> configuration(rate));
    }

    static BucketConfiguration configuration(Rate rate) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(rate.tokens()).refillGreedy(rate.tokens(), rate.period()))
                .build();
    }
}
