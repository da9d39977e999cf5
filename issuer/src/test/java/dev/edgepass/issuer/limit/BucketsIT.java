package dev.edgepass.issuer.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.token.RandomId;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BucketsIT {
    private static final Rate RATE = new Rate(10, Duration.ofHours(1));

    private final BucketName name = BucketName.of("test", RandomId.next());

    /** The first command makes the connection, which a busy machine may not manage within its second. */
    @BeforeAll
    static void connect() {
        Buckets buckets = TestIssuer.shared().bean(Buckets.class);
        patiently()
                .ignoreException(ProblemException.class)
                .until(() -> buckets.peek(BucketName.of("test"), RATE) instanceof Charge.Taken);
    }

    @Test
    void fifty_at_once_on_a_bucket_of_ten_take_exactly_ten() {
        Buckets buckets = TestIssuer.shared().bean(Buckets.class);

        long taken = IntStream.range(0, 50)
                .parallel()
                .filter(i -> buckets.take(name, RATE) instanceof Charge.Taken)
                .count();

        assertThat(taken).isEqualTo(10);
    }

    @Test
    void what_is_refused_says_when_to_come_back() {
        Buckets buckets = TestIssuer.shared().bean(Buckets.class);
        IntStream.range(0, 10).forEach(i -> buckets.take(name, RATE));

        Charge refused = buckets.take(name, RATE);

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Charge.Refused.class,
                        charge -> assertThat(charge.seconds()).isBetween(1, 360));
    }

    @Test
    void looking_takes_nothing_and_clearing_fills() {
        Buckets buckets = TestIssuer.shared().bean(Buckets.class);

        assertThat(buckets.peek(name, RATE)).isEqualTo(new Charge.Taken(9));
        assertThat(buckets.take(name, RATE)).isEqualTo(new Charge.Taken(9));
        IntStream.range(0, 9).forEach(i -> buckets.take(name, RATE));
        assertThat(buckets.peek(name, RATE)).isInstanceOf(Charge.Refused.class);
        buckets.clear(name);

        assertThat(buckets.peek(name, RATE)).isEqualTo(new Charge.Taken(9));
    }

    @Test
    void another_instance_sees_the_same_bucket() {
        TestIssuer.shared().bean(Buckets.class).take(name, RATE);

        try (TestIssuer other = TestIssuer.with(Map.of())) {
            Buckets buckets = other.bean(Buckets.class);
            patiently()
                    .ignoreException(ProblemException.class)
                    .untilAsserted(() -> assertThat(buckets.peek(name, RATE)).isEqualTo(new Charge.Taken(8)));
        }
    }

    @Test
    void a_bucket_is_gone_from_redis_once_it_would_be_full() {
        TestIssuer.shared().bean(Buckets.class).take(name, RATE);

        assertThat(TestProjection.redis().pttl(name.key()))
                .isBetween(1L, Duration.ofMinutes(7).toMillis());
    }

    @Test
    void without_redis_nothing_is_taken() {
        try (TestIssuer dark = TestIssuer.with(Map.of("spring.data.redis.port", "1"))) {
            Buckets buckets = dark.bean(Buckets.class);

            assertThatThrownBy(() -> buckets.take(name, RATE))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("read-model-unavailable"));
        }
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }
}
