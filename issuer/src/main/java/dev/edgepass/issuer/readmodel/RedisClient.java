package dev.edgepass.issuer.readmodel;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.metrics.MicrometerCommandLatencyRecorder;
import io.lettuce.core.metrics.MicrometerOptions;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Redis away is an answer at once, not a queue; Redis back is noticed within half a second, at a new address once the JVM's own cache of names has forgotten the old one. */
@Configuration(proxyBeanMethods = false)
class RedisClient {
    private static final String SENTINEL_MASTER = "spring.data.redis.sentinel.master";
    private static final Duration RECONNECT = Duration.ofMillis(500);

    /** Every wait for an answer has a limit of its own, so commands need no second one, which costs a timer each. */
    @Bean
    LettuceClientOptionsBuilderCustomizer refuseWhileDisconnected() {
        return options -> options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.create());
    }

    /** Hands callbacks the connection itself: a proxy for each command, which Spring Data makes otherwise, costs more than the command. */
    @Bean
    StringRedisTemplate stringRedisTemplate(RedisConnectionFactory connections) {
        StringRedisTemplate redis = new StringRedisTemplate(new FirstConnection(connections));
        redis.setExposeConnection(true);
        return redis;
    }

    @Bean
    @ConditionalOnProperty(SENTINEL_MASTER)
    SentinelWatch sentinelWatch(
            LettuceConnectionFactory connections,
            StringRedisTemplate redis,
            @Value("${" + SENTINEL_MASTER + "}") String master) {
        FirstConnection first = (FirstConnection) redis.getRequiredConnectionFactory();
        return new SentinelWatch(connections, master, () -> first.makeAnew(connections::resetConnection));
    }

    /** Names are resolved by the JVM: Netty's own resolver keeps an answer for the name server's TTL, which in containers is ten minutes. */
    @Bean
    ClientResourcesBuilderCustomizer reconnectSoon() {
        return resources -> resources
                .reconnectDelay(Delay.constant(RECONNECT))
                .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE);
    }

    @Bean
    ClientResourcesBuilderCustomizer commandTimes(MeterRegistry meters) {
        return resources -> resources.commandLatencyRecorder(
                new MicrometerCommandLatencyRecorder(meters, MicrometerOptions.create()));
    }
}
