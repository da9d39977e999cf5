package dev.edgepass.local.testing;

import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Kafka and Redis in containers; needs a container engine, and testcontainers-kafka on the test class path. */
final class ContainerServers implements KafkaAndRedis {
    private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.2.1");
    private static final DockerImageName REDIS = DockerImageName.parse("redis:7.4-alpine");
    private static final int REDIS_PORT = 6379;

    private @Nullable KafkaContainer kafka;
    private @Nullable GenericContainer<?> redis;

    @Override
    public String kafka() {
        KafkaContainer running = kafka;
        if (running == null) {
            running = new KafkaContainer(KAFKA).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
            running.start();
            kafka = running;
        }
        return running.getBootstrapServers();
    }

    @Override
    public RealBackends.HostAndPort redis() {
        GenericContainer<?> running = redis;
        if (running == null) {
            running = new GenericContainer<>(REDIS).withExposedPorts(REDIS_PORT);
            running.start();
            redis = running;
        }
        return new RealBackends.HostAndPort(running.getHost(), running.getMappedPort(REDIS_PORT));
    }

    @Override
    public void close() {
        if (kafka != null) {
            kafka.stop();
        }
        if (redis != null) {
            redis.stop();
        }
    }
}
