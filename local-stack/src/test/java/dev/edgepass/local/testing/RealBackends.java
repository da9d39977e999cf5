package dev.edgepass.local.testing;

import dev.edgepass.local.edge.EdgeHost;
import dev.edgepass.local.edge.EdgeHostSettings;
import dev.edgepass.local.edge.KvAccess;
import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.Folders;
import dev.edgepass.local.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Real Kafka, Redis, R2 (S3 API) and KV (Cloudflare's REST API) for tests: each started when first asked for, one for the whole test JVM, ended and deleted with
 * it. They are the local stack's own parts, or containers for Kafka and Redis where {@code EDGEPASS_TEST_BACKEND=containers}. Tests share them, so
 * each uses topics, key prefixes and object keys of its own, or cleans before it starts.
 */
public final class RealBackends {
    private static @Nullable Running running;
    private static @Nullable KafkaAndRedis servers;
    private static @Nullable EdgeHost edge;

    private RealBackends() {}

    /** Kafka's bootstrap servers, {@code host:port}. It has no topics yet; creating them on use is off. */
    public static synchronized String kafka() {
        return servers().kafka();
    }

    /** An empty Redis. */
    public static synchronized HostAndPort redis() {
        return servers().redis();
    }

    /** R2's S3 API with two empty buckets. */
    public static synchronized S3Access r2() {
        return edge().s3();
    }

    /** The KV REST API: bulk writes, and reads of single values. */
    public static synchronized KvAccess kv() {
        return edge().kv();
    }

    /** Where a server listens. */
    public record HostAndPort(String host, int port) {}

    private static KafkaAndRedis servers() {
        KafkaAndRedis running = servers;
        if (running == null) {
            Running own = running();
            running = "containers".equals(System.getenv("EDGEPASS_TEST_BACKEND"))
                    ? new ContainerServers()
                    : new ProcessServers(own.data(), own.children());
            servers = running;
        }
        return running;
    }

    private static EdgeHost edge() {
        EdgeHost running = edge;
        if (running == null) {
            Running own = running();
            EdgeHostSettings settings =
                    new EdgeHostSettings(own.data().resolve("edge"), Ports.free(), Ports.free(), null, List.of());
            running = EdgeHost.start(Installation.find(), settings, own.children());
            edge = running;
        }
        return running;
    }

    private static Running running() {
        Running own = running;
        if (own == null) {
            try {
                Path data = Files.createTempDirectory("edgepass-backends");
                own = new Running(data, new Children(data.resolve("logs"), data.resolve("pids")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            running = own;
            Runtime.getRuntime().addShutdownHook(new Thread(RealBackends::stop, "real-backends-stop"));
        }
        return own;
    }

    private static synchronized void stop() {
        if (servers != null) {
            servers.close();
        }
        if (running != null) {
            running.children().close();
            Folders.delete(running.data());
        }
    }

    /** Where everything lives. */
    private record Running(Path data, Children children) {}
}
