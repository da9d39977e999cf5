package dev.edgepass.local.redis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The Sentinels of a Redis. Stateless.
 *
 * @param nodes each {@code host:port}; none where Redis has no Sentinel
 */
public record Sentinels(List<String> nodes) {
    /** The name by which they know the master. */
    public static final String MASTER = "edgepass";

    private static final int LIMIT_MS = 3000;

    public Sentinels {
        nodes = List.copyOf(nodes);
    }

    /** {@code nodes} with commas between them; empty for none. */
    public static Sentinels parse(String nodes) {
        return new Sentinels(
                Stream.of(nodes.split(",")).filter(node -> !node.isBlank()).toList());
    }

    /** The master's {@code host:port}; empty where no Sentinel answers. */
    public Optional<String> master() {
        return nodes.stream()
                .map(node -> ask(node, sentinel -> sentinel.sentinelGetMasterAddrByName(MASTER)))
                .flatMap(Optional::stream)
                .map(address -> address.get(0) + ":" + address.get(1))
                .findFirst();
    }

    /** What a Sentinel knows of the master; empty where it doesn't answer. */
    public Optional<Map<String, String>> masterSeenBy(String node) {
        return ask(node, sentinel -> sentinel.sentinelMaster(MASTER));
    }

    /** What a Sentinel knows of each replica; empty where it doesn't answer. */
    public Optional<List<Map<String, String>>> replicasSeenBy(String node) {
        return ask(node, sentinel -> sentinel.sentinelReplicas(MASTER));
    }

    private interface Question<T> {
        T to(Jedis sentinel);
    }

    private static <T> Optional<T> ask(String node, Question<T> question) {
        HostAndPort address = HostAndPort.from(node);
        try (Jedis sentinel = new Jedis(address.getHost(), address.getPort(), LIMIT_MS)) {
            return Optional.ofNullable(question.to(sentinel));
        } catch (JedisException e) {
            return Optional.empty();
        }
    }
}
