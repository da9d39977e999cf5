package dev.edgepass.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.List;
import java.util.Set;

/**
 * The meters that a service keeps: its own, and a list of its libraries'. Kafka's clients alone have some 400, with a label for each broker and topic, and Lettuce's
 * name Redis by its address. What isn't listed here costs nothing and is in no scrape. Immutable.
 */
public final class KeptMeters implements MeterFilter {
    /** Names that begin with one of these. */
    private static final List<String> GROUPS =
            List.of("edgepass.", "jvm.gc.", "jvm.memory.", "jvm.threads.", "process.", "system.");

    private static final Set<String> NAMES = Set.of(
            "http.server.requests",
            "kafka.admin.client.connection.count",
            "kafka.consumer.connection.count",
            "kafka.consumer.fetch.manager.fetch.latency.avg",
            "kafka.consumer.fetch.manager.fetch.latency.max",
            "kafka.consumer.fetch.manager.fetch.total",
            "kafka.producer.connection.count",
            "kafka.producer.record.error.total",
            "kafka.producer.record.retry.total",
            "kafka.producer.record.send.total",
            "kafka.producer.request.latency.avg",
            "kafka.producer.request.latency.max",
            "lettuce.command.completion");

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return NAMES.contains(id.getName()) || GROUPS.stream().anyMatch(id.getName()::startsWith)
                ? MeterFilterReply.NEUTRAL
                : MeterFilterReply.DENY;
    }

    /** Lettuce's have the addresses of both ends too. */
    @Override
    public Meter.Id map(Meter.Id id) {
        return id.getName().startsWith("lettuce.")
                ? id.replaceTags(id.getTags().stream()
                        .filter(tag -> tag.getKey().equals("command"))
                        .toList())
                : id;
    }
}
