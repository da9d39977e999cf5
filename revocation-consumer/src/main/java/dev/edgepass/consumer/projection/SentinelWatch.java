package dev.edgepass.consumer.projection;

import dev.edgepass.readmodel.MasterWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.RedisSentinelConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Asks the Sentinels that Redis' settings name. */
final class SentinelWatch extends MasterWatch implements SmartLifecycle {
    SentinelWatch(LettuceConnectionFactory connections, String master, Runnable reconnect) {
        super(() -> address(connections, master), reconnect);
    }

    private static String address(LettuceConnectionFactory connections, String name) {
        try (RedisSentinelConnection sentinel = connections.getSentinelConnection()) {
            return sentinel.masters().stream()
                    .filter(master -> name.equals(master.getName()))
                    .map(master -> master.getHost() + ":" + master.getPort())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the Sentinels know no master " + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
