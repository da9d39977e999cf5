package dev.edgepass.consumer.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.feed.core.FeedClock;
import dev.edgepass.consumer.feed.core.FeedStatus;
import dev.edgepass.feed.LogGaps;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class FeedGaugesTest {
    private static final FeedClock CLOCK = new FeedClock() {
        @Override
        public long wallMillis() {
            return 100_000;
        }

        @Override
        public long monotonicMillis() {
            return 50_000;
        }
    };

    private static double value(FeedStatus status, String name) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        new FeedGauges(() -> status, CLOCK).bindTo(meters);
        return meters.get("edgepass.feed." + name).gauge().value();
    }

    private static FeedStatus standby(LogGaps gaps) {
        return new FeedStatus(FeedStatus.Role.STANDBY, "", 3, 17, 42, 90_000, 49_000, gaps);
    }

    @Test
    void a_standby_tells_how_old_the_leaders_head_is_and_when_it_saw_it() {
        FeedStatus status = standby(LogGaps.NONE);

        assertThat(value(status, "asof.age")).isEqualTo(10);
        assertThat(value(status, "head.age")).isEqualTo(1);
        assertThat(value(status, "position")).isEqualTo(42);
    }

    @Test
    void before_there_is_a_head_nothing_is_said_of_it() {
        assertThat(value(FeedStatus.START, "asof.age")).isNaN();
        assertThat(value(FeedStatus.START, "head.age")).isNaN();
        assertThat(value(FeedStatus.START, "held")).isNaN();
    }

    @Test
    void a_held_position_is_told_with_its_offset() {
        assertThat(value(standby(LogGaps.NONE), "held")).isZero();
        assertThat(value(standby(LogGaps.NONE), "held.offset")).isNaN();
        assertThat(value(standby(LogGaps.NONE.heldAt(7)), "held")).isEqualTo(1);
        assertThat(value(standby(LogGaps.NONE.heldAt(7)), "held.offset")).isEqualTo(7);
    }
}
