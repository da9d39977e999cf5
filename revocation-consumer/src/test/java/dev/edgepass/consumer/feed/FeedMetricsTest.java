package dev.edgepass.consumer.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.feed.core.FeedFold;
import dev.edgepass.consumer.feed.core.HeadWrite;
import dev.edgepass.feed.FeedHead;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedMetricsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private double publishedWithin(String seconds) {
        return meters.get("edgepass.feed.lag.histogram")
                .tag("le", seconds)
                .gauge()
                .value();
    }

    @Test
    void how_many_entries_were_published_within_each_limit_can_be_read() {
        FeedHead head = FeedFold.empty(new byte[16]).head(1, 1, "p1", 0, 0, "topic");
        long now = System.currentTimeMillis();
        new FeedMetrics(meters).published(new HeadWrite(head, null, now, now), List.of(now, now - 60_000));

        assertThat(publishedWithin("5")).isEqualTo(1);
    }
}
