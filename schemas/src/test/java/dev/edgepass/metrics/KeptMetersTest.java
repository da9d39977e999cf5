package dev.edgepass.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptMetersTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void filter() {
        meters.config().meterFilter(new KeptMeters());
    }

    @Test
    void a_librarys_meter_that_is_not_listed_is_not_kept() {
        meters.counter("kafka.consumer.fetch.manager.records.lag", "topic", "t", "partition", "0");
        meters.gauge("disk.free", 1);
        meters.counter("kafka.producer.record.send.total", "client.id", "c");
        meters.counter("edgepass.deadletters", "topic", "t");

        assertThat(meters.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactlyInAnyOrder("kafka.producer.record.send.total", "edgepass.deadletters");
    }

    @Test
    void the_address_of_redis_is_in_no_label() {
        Meter kept = meters.timer(
                "lettuce.command.completion", "command", "GET", "local", "any", "remote", "redis/10.0.0.7:6379");

        assertThat(kept.getId().getTags())
                .extracting(tag -> tag.getKey() + "=" + tag.getValue())
                .containsExactly("command=GET");
    }
}
