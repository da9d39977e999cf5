package dev.edgepass.consumer.testing;

import dev.edgepass.local.testing.RealBackends;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Before each test: an empty log with new topic ids, an empty Redis, no head. */
public final class CleanBackends implements BeforeEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        TestLog.clean();
        TestFeed.clean();
        RealBackends.HostAndPort redis = RealBackends.redis();
        RedisClient client = RedisClient.create("redis://" + redis.host() + ":" + redis.port());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().flushall();
        } finally {
            client.shutdown();
        }
    }
}
