package dev.edgepass.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class R2MetersTest {
    private static final Duration TOOK = Duration.ofMillis(20);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final R2Meters meters = new R2Meters(registry);

    private double operations(String billedAs) {
        return registry.get("edgepass.r2.operations")
                .tag("class", billedAs)
                .counter()
                .count();
    }

    private long calls(String operation, String outcome) {
        return registry.get("edgepass.r2.call")
                .tags("operation", operation, "outcome", outcome)
                .timer()
                .count();
    }

    @Test
    void every_request_counts_in_the_class_by_which_r2_bills_it() {
        meters.record("PutObject", 1, 200, TOOK);
        meters.record("ListObjectsV2", 2, 200, TOOK);
        meters.record("GetObject", 3, 200, TOOK);
        meters.record("HeadObject", 1, 404, TOOK);
        meters.record("DeleteObjects", 1, 200, TOOK);

        assertThat(operations("a")).isEqualTo(3);
        assertThat(operations("b")).isEqualTo(4);
        assertThat(operations("free")).isEqualTo(1);
    }

    @Test
    void an_operation_that_is_not_known_counts_as_the_dearer_one() {
        meters.record("CopyObject", 1, 200, TOOK);

        assertThat(operations("a")).isEqualTo(1);
    }

    @Test
    void a_refused_conditional_write_is_an_operation_and_no_failure() {
        meters.record("PutObject", 1, 412, TOOK);

        assertThat(operations("a")).isEqualTo(1);
        assertThat(calls("put", "refused")).isEqualTo(1);
    }

    @Test
    void a_call_without_an_answer_has_failed_whatever_came_before() {
        meters.record("GetObject", 2, R2Meters.NO_ANSWER, TOOK);
        meters.record("GetObject", 1, 503, TOOK);

        assertThat(calls("get", "failed")).isEqualTo(2);
        assertThat(registry.get("edgepass.r2.call").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(40);
    }
}
