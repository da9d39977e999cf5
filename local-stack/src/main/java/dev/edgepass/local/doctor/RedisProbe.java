package dev.edgepass.local.doctor;

import dev.edgepass.local.client.StoreAccess;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Asks a Redis. */
final class RedisProbe {
    private static final int LIMIT_MS = 3000;
    private static final String EVICTION = "maxmemory-policy";

    private RedisProbe() {}

    /**
     * @param address {@code host:port}
     * @throws NotSeen where it doesn't answer
     */
    static RedisFacts of(String address) {
        HostAndPort server = HostAndPort.from(address);
        try (Jedis redis = new Jedis(server, client(StoreAccess.ofProcess()))) {
            return new RedisFacts(address, members(redis.info()), eviction(redis));
        } catch (JedisException e) {
            throw new NotSeen(
                    "Redis at " + address + " doesn't answer (" + e.getClass().getSimpleName() + ").", e);
        }
    }

    private static JedisClientConfig client(StoreAccess access) {
        DefaultJedisClientConfig.Builder client =
                DefaultJedisClientConfig.builder().timeoutMillis(LIMIT_MS);
        access.redisUser().ifPresent(client::user);
        access.redisPassword().ifPresent(client::password);
        access.redisTls().ifPresent(sockets -> {
            SSLParameters named = new SSLParameters();
            // The certificate has to be that of the address.
            named.setEndpointIdentificationAlgorithm("HTTPS");
            client.ssl(true).sslSocketFactory(sockets).sslParameters(named);
        });
        return client.build();
    }

    /** Some Redis services have no CONFIG. */
    private static Optional<String> eviction(Jedis redis) {
        try {
            return Optional.ofNullable(redis.configGet(EVICTION).get(EVICTION));
        } catch (JedisDataException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> members(String info) {
        Map<String, String> members = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                members.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return members;
    }
}
