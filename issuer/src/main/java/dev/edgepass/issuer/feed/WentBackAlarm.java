package dev.edgepass.issuer.feed;

import dev.edgepass.issuer.feed.Sightings.Sighting;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Raised by a write that got a position which a head had before: the log went back. Until a new epoch begins ({@code ./edgepass replay --new-epoch}) no
 * command is published, and none is said to be. It ends with the first later write that is. Counted in {@code edgepass.feed.log.went.back}, one for each write;
 * said in the log once. Thread-safe.
 */
@Component
class WentBackAlarm {
    private static final Logger LOG = LoggerFactory.getLogger(WentBackAlarm.class);

    private final Counter writes;
    private final Counter passedOver;
    private volatile @Nullable Raised raised;

    /**
     * Why.
     *
     * @param position of the write that raised it
     * @param headPosition that of the head before it
     * @param since when that write was sent
     */
    record Raised(long position, long headPosition, Instant since) {}

    WentBackAlarm(MeterRegistry meters) {
        writes = Counter.builder("edgepass.feed.log.went.back")
                .description("writes that got a position which a head had before")
                .register(meters);
        passedOver = Counter.builder("edgepass.feed.passed.over")
                .description("commands whose record the feed passed over")
                .register(meters);
    }

    synchronized void raise(long position, Sighting before, Instant sentAt) {
        writes.increment();
        if (raised == null) {
            raised = new Raised(position, before.position(), sentAt);
            LOG.error(
                    "the control log went back: a write got position {}, but a head seen at {} had {} already. Commands are accepted and not published;"
                            + " see docs/revocation.md, and ./edgepass replay --new-epoch",
                    position,
                    before.seenAt(),
                    before.position());
        }
    }

    /** The publisher passed over the record with which the log reached {@code position}: it isn't in force. */
    void passedOver(long position) {
        passedOver.increment();
        LOG.error(
                "a command was recorded at offset {} and the feed passed over it: it isn't in force. Look at the head's unreadable and passedOver, and repeat it;"
                        + " see docs/upgrade.md",
                position - 1);
    }

    /** A write sent at {@code sentAt} is published. */
    synchronized void published(Instant sentAt) {
        Raised alarm = raised;
        if (alarm != null && sentAt.isAfter(alarm.since())) {
            raised = null;
            LOG.info("the control log goes on: a later write is published");
        }
    }

    Optional<Raised> raised() {
        return Optional.ofNullable(raised);
    }
}
