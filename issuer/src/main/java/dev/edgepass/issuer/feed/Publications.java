package dev.edgepass.issuer.feed;

import dev.edgepass.issuer.feed.Sightings.Evidence;
import dev.edgepass.issuer.limit.Room;
import dev.edgepass.issuer.limit.Rooms;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.metrics.StageTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Waits for commands to reach the edge's feed. Where R2 can't be read, a command is accepted and no more is said; so it is where the log went back, since
 * positions say nothing then, and where the publisher passed over the command's record ({@link Sightings}). Thread-safe.
 */
@Component
public class Publications {
    /** Enough for one read. */
    private static final Duration ONE_LOOK = Duration.ofSeconds(2);

    private final HeadWatch watch;
    private final WentBackAlarm alarm;
    private final Rooms rooms;
    private final Timer published;

    Publications(HeadWatch watch, WentBackAlarm alarm, Rooms rooms, MeterRegistry meters) {
        this.watch = watch;
        this.alarm = alarm;
        this.rooms = rooms;
        this.published = StageTimer.of(
                "revocation.published",
                "from accepted by the log to published, once for each write that this issuer waited for",
                meters);
    }

    /** What an earlier call wrote, at whichever instance and by its clock: a head counts as seen before only if it was long before. */
    public static EventLog.Written earlier(long position, Instant acceptedAt) {
        return new EventLog.Written(position, acceptedAt.minus(Sightings.CLOCK_TOLERANCE), acceptedAt, false);
    }

    /**
     * The stage of a command of this process, after waiting up to {@code patience} for it to be published. A request waits in a room for that; where it has no place left,
     * it doesn't wait.
     */
    public Publication await(EventLog.Written written, Duration patience) {
        if (patience.isZero() || !rooms.move(Room.WAIT)) {
            return of(written, Evidence.NONE);
        }
        Evidence evidence = watch.await(written.position(), written.sentAt(), written.at(), patience);
        if (evidence instanceof Evidence.WentBack wentBack) {
            alarm.raise(written.position(), wentBack.before(), written.sentAt());
        } else if (evidence instanceof Evidence.PassedOver) {
            alarm.passedOver(written.position());
        } else if (evidence instanceof Evidence.Published seen) {
            alarm.published(written.sentAt());
            measure(written, seen);
        }
        return of(written, evidence);
    }

    /** The stage of any command now. */
    public Publication now(long position, Instant acceptedAt) {
        EventLog.Written written = earlier(position, acceptedAt);
        return of(written, watch.look(position, written.sentAt(), acceptedAt, ONE_LOOK));
    }

    /** Not what was there before: whoever closes a link again a day later waited for nothing. */
    private void measure(EventLog.Written written, Evidence.Published seen) {
        if (written.isNew()) {
            Duration took = Duration.between(written.at(), seen.at());
            published.record(took.isNegative() ? Duration.ZERO : took);
        }
    }

    private static Publication of(EventLog.Written written, Evidence evidence) {
        return Publication.of(
                written.position(),
                written.at(),
                evidence instanceof Evidence.Published seen ? Optional.of(seen.at()) : Optional.empty());
    }
}
