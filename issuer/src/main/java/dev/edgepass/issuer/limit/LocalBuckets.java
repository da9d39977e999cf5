package dev.edgepass.issuer.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.edgepass.issuer.HeapShare;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Token buckets of this instance alone, in memory: half a microsecond, and nothing to be away. With n instances a caller may have up to n times the rate. The
 * least used of more than fit into {@link HeapShare#LIMITS} are forgotten, hence full. Thread-safe.
 */
@Component
public final class LocalBuckets {
    /** Of the heap, for one bucket with its name. */
    private static final int BUCKET_BYTES = 600;

    private static final Duration UNUSED = Duration.ofHours(1);

    private final Cache<BucketName, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(HeapShare.LIMITS.bytes() / BUCKET_BYTES)
            .expireAfterAccess(UNUSED)
            .build();

    /** As {@link Buckets#take}. A period of more than an hour isn't kept. */
    public Charge take(BucketName name, Rate rate) {
        ConsumptionProbe probe = buckets.get(name, key -> bucket(rate)).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? new Charge.Taken(probe.getRemainingTokens())
                : new Charge.Refused(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private static Bucket bucket(Rate rate) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.tokens()).refillGreedy(rate.tokens(), rate.period()))
                .build();
    }
}
