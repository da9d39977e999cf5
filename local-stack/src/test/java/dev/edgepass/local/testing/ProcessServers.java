package dev.edgepass.local.testing;

import dev.edgepass.local.install.Installation;
import dev.edgepass.local.kafka.KafkaCluster;
import dev.edgepass.local.kafka.KafkaProcess;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.redis.RedisProcess;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The local stack's own Kafka and Redis. */
final class ProcessServers implements KafkaAndRedis {
    private final Installation installation = Installation.find();
    private final Path data;
    private final Children children;
    private @Nullable KafkaProcess kafka;
    private @Nullable RedisProcess redis;

    ProcessServers(Path data, Children children) {
        this.data = data;
        this.children = children;
    }

    @Override
    public String kafka() {
        KafkaProcess running = kafka;
        if (running == null) {
            running = KafkaProcess.start(
                    installation, data.resolve("kafka"), children, KafkaCluster.of(Ports.free(), Ports.free()));
            kafka = running;
        }
        return running.bootstrap();
    }

    @Override
    public RealBackends.HostAndPort redis() {
        RedisProcess running = redis;
        if (running == null) {
            running = RedisProcess.start(installation, data.resolve("redis"), children, Ports.free());
            redis = running;
        }
        return new RealBackends.HostAndPort(running.host(), running.port());
    }

    @Override
    public void close() {
        children.stop(KafkaCluster.parts());
        children.stop(RedisProcess.NAME);
    }
}
