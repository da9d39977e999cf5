package dev.edgepass.local.testing;

/** The two servers that containers can stand in for; each starts when first asked for. */
interface KafkaAndRedis extends AutoCloseable {
    String kafka();

    RealBackends.HostAndPort redis();

    @Override
    void close();
}
