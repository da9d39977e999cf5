package dev.edgepass.issuer.limit;

import io.github.bucket4j.redis.lettuce.RedisApi;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.Arrays;
import java.util.function.Function;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * The three commands that bucket4j needs, on the one connection that Spring Data shares between threads; it isn't there before it is needed. Keys are
 * {@link BucketName}s, which the type can't say: bucket4j makes arrays of objects of them. Thread-safe.
 */
record SharedConnection(RedisConnectionFactory factory) implements RedisApi<Object> {
    @Override
    public <V> RedisFuture<V> eval(String script, ScriptOutputType type, Object[] keys, byte[][] arguments) {
        byte[][] names = Arrays.stream(keys).map(SharedConnection::bytes).toArray(byte[][]::new);
        return send(redis -> redis.eval(script, type, names, arguments));
    }

    @Override
    public RedisFuture<byte[]> get(Object key) {
        return send(redis -> redis.get(bytes(key)));
    }

    @Override
    public RedisFuture<?> delete(Object key) {
        return send(redis -> redis.del(bytes(key)));
    }

    private static byte[] bytes(Object key) {
        return ((BucketName) key).bytes();
    }

    @SuppressWarnings("unchecked")
    private <V> RedisFuture<V> send(Function<RedisClusterAsyncCommands<byte[], byte[]>, RedisFuture<V>> command) {
        try (RedisConnection connection = factory.getConnection()) {
            return command.apply((RedisClusterAsyncCommands<byte[], byte[]>) connection.getNativeConnection());
        }
    }
}
