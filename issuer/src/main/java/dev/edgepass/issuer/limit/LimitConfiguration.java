package dev.edgepass.issuer.limit;

import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce.LettuceBasedProxyManagerBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;

/** bucket4j over the connection to Redis that everything else uses. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Instances' clocks may differ a little: a bucket outlives the moment at which it is full. */
    private static final Duration KEEP_FULL = Duration.ofSeconds(10);

    @Bean
    Buckets buckets(StringRedisTemplate redis, Clock clock) {
        return new Buckets(new LettuceBasedProxyManagerBuilder<>(
                        new SharedConnection(redis.getRequiredConnectionFactory()))
                .clientClock(new Meter(clock))
                .requestTimeout(PATIENCE)
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEEP_FULL))
                .build());
    }

    /** The service's clock, as bucket4j wants it. */
    private record Meter(Clock clock) implements TimeMeter {
        private static final long NANOS = 1_000_000_000L;

        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return now.getEpochSecond() * NANOS + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
