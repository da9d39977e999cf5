package dev.edgepass.consumer.feed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares our clock with R2's {@code Date}: a publisher whose clock is ahead makes heads look fresher than they are. Past 2 s it is an alarm, in the log and
 * in {@code edgepass.feed.clock.skew}. Thread-safe.
 */
final class ClockCheck {
    private static final Logger log = LoggerFactory.getLogger(ClockCheck.class);
    private static final long LIMIT_MILLIS = 2_000;
    private static final long SECOND = 1_000;

    private final AtomicLong skewMillis = new AtomicLong();
    private final AtomicLong aheadMillis = new AtomicLong();
    private volatile boolean alarmed;

    ClockCheck(MeterRegistry meters) {
        Gauge.builder("edgepass.feed.clock.skew", skewMillis, skew -> skew.get() / (double) SECOND)
                .description("our clock ahead of R2's, beyond the second to which its date is cut")
                .baseUnit("seconds")
                .strongReference(true)
                .register(meters);
    }

    /** Takes the date of an answer that has just arrived. */
    void serverDate(Instant date) {
        long ahead = System.currentTimeMillis() - date.toEpochMilli();
        aheadMillis.set(ahead);
        // The date is cut to whole seconds, so anything up to one second ahead is in step.
        long skew = ahead < 0 ? ahead : Math.max(0, ahead - SECOND);
        skewMillis.set(skew);
        boolean late = Math.abs(skew) > LIMIT_MILLIS;
        if (late && !alarmed) {
            log.error(
                    "this machine's clock is {} ms off R2's (limit: {} ms): asOf can't be trusted", skew, LIMIT_MILLIS);
        }
        alarmed = late;
    }

    /** R2's time by its last answer, to a second; our own before there was one. */
    Instant r2Time() {
        return Instant.ofEpochMilli(System.currentTimeMillis() - aheadMillis.get());
    }

    /** Milliseconds by which our clock is ahead of R2's, beyond the second to which R2's date is cut; negative where it is behind. */
    long aheadMillis() {
        return skewMillis.get();
    }

    boolean alarmed() {
        return alarmed;
    }
}
