package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.FeedObserver;
import dev.edgepass.consumer.feed.core.FeedStatus;
import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.consumer.feed.core.HeadWrite;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.SegmentRef;
import dev.edgepass.metrics.StageTimer;
import dev.edgepass.worker.RepeatedWarnings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The publisher in metrics ({@code edgepass.feed.*}) and in the log. Thread-safe. */
final class FeedMetrics implements FeedObserver {
    private static final Logger log = LoggerFactory.getLogger(FeedMetrics.class);

    private final RepeatedWarnings warnings = new RepeatedWarnings(log);
    private final Timer lag;
    private final Counter heads;
    private final Counter kvFailures;
    private final Counter r2Failures;
    private final Counter deletedSegments;
    private final Counter restoredSegments;
    private final Counter sweepFailures;
    private final Counter unreadable;
    private volatile @Nullable FeedHead last;
    private volatile @Nullable FeedStatus status;

    FeedMetrics(MeterRegistry meters) {
        lag = StageTimer.of("feed.lag", "from accepted by the log to published in the head", meters);
        heads = meters.counter("edgepass.feed.heads");
        kvFailures = meters.counter("edgepass.feed.kv.failures");
        r2Failures = meters.counter("edgepass.feed.r2.failures");
        deletedSegments = meters.counter("edgepass.feed.segments.deleted");
        restoredSegments = meters.counter("edgepass.feed.segments.restored");
        sweepFailures = meters.counter("edgepass.feed.sweep.failures");
        unreadable = meters.counter("edgepass.feed.unreadable");
        Gauge.builder("edgepass.feed.tail", () -> of(head -> head.tail().size()))
                .register(meters);
        Gauge.builder("edgepass.feed.segments", () -> of(head -> head.segments().size()))
                .register(meters);
        Gauge.builder("edgepass.feed.entries", () -> of(FeedMetrics::entries)).register(meters);
        Gauge.builder("edgepass.feed.pruned.to", () -> of(FeedHead::prunedTo)).register(meters);
        Gauge.builder("edgepass.feed.leading", () -> is(Role.LEADING)).register(meters);
        Gauge.builder("edgepass.feed.halted", () -> is(Role.HALTED)).register(meters);
    }

    @Override
    public void published(HeadWrite written, List<Long> acceptedAt) {
        last = written.head();
        heads.increment();
        long now = System.currentTimeMillis();
        acceptedAt.forEach(at -> lag.record(Duration.ofMillis(Math.max(0, now - at))));
    }

    @Override
    public void changed(FeedStatus changed) {
        status = changed;
        if (changed.role() == Role.HALTED) {
            log.error("publishing has stopped: {}", changed.detail());
        } else {
            log.info("feed publisher is {}: {}", changed.role(), changed.detail());
        }
    }

    @Override
    public void held(String reason) {
        log.error("publishing is {}", reason);
    }

    @Override
    public void noticed(String what) {
        warnings.warn(what, "feed: " + what);
    }

    void kvFailed(Exception cause) {
        kvFailures.increment();
        warnings.warn("KV", "a segment isn't in KV yet, R2 has it: " + cause.getMessage());
    }

    @Override
    public void r2Failed(Exception cause) {
        r2Failures.increment();
        warnings.warn("R2", cause.getMessage());
    }

    void deleted(int segments) {
        deletedSegments.increment(segments);
        log.info("deleted {} segments that no head has named for a day", segments);
    }

    void restored(String hash) {
        restoredSegments.increment();
        log.warn("segment {} was gone from R2 and is written again", hash);
    }

    void sweepFailed(Exception cause) {
        sweepFailures.increment();
        log.warn("segments that no head names aren't all deleted, the next sweep goes on: {}", cause.getMessage());
    }

    void unreadable(long position, Exception cause) {
        unreadable.increment();
        log.warn("the feed can't use the record before position {}: {}", position, cause.getMessage());
    }

    /** Of tail and segments, overwritten ones counted too. */
    private static double entries(FeedHead head) {
        return head.tail().size()
                + head.segments().stream().mapToLong(SegmentRef::count).sum();
    }

    /** Of the head, while it is ours. */
    private double of(ToDoubleFunction<FeedHead> value) {
        FeedHead head = last;
        return head == null || is(Role.LEADING) == 0 ? Double.NaN : value.applyAsDouble(head);
    }

    private double is(Role role) {
        FeedStatus now = status;
        return now != null && now.role() == role ? 1 : 0;
    }
}
