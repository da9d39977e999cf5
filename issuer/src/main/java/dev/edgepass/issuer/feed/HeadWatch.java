package dev.edgepass.issuer.feed;

import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.SegmentRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * When was a position first seen in a head? Reads R2 at most every {@link #INTERVAL}, however many wait, and remembers the last {@value #REMEMBERED} positions
 * seen. The time is this instance's, taken after the read: never earlier than the truth. Thread-safe.
 */
@Component
class HeadWatch {
    static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int REMEMBERED = 10_000;

    private final HeadReader reader;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final NavigableMap<Long, Instant> firstSeen = new TreeMap<>();
    private Instant lastRead = Instant.EPOCH;
    private volatile OptionalLong entries = OptionalLong.empty();

    HeadWatch(HeadReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /** Looks once, in the background: the first command shouldn't pay for loading the bucket store's client. */
    @EventListener(ApplicationReadyEvent.class)
    void warmUp() {
        Thread warmUp = new Thread(() -> look(Long.MAX_VALUE, INTERVAL), "feed-warm-up");
        warmUp.setDaemon(true);
        warmUp.start();
    }

    /** When a head with at least {@code position} was first seen, waiting for one up to {@code patience}. */
    Optional<Instant> await(long position, Duration patience) {
        Instant deadline = clock.instant().plus(patience);
        while (true) {
            Optional<Instant> seen = look(position, deadline);
            if (seen.isPresent() || !clock.instant().plus(INTERVAL).isBefore(deadline)) {
                return seen;
            }
            try {
                Thread.sleep(INTERVAL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    /** As {@link #await}, with one look; another thread's read is waited for up to {@code patience}. */
    Optional<Instant> look(long position, Duration patience) {
        return look(position, clock.instant().plus(patience));
    }

    private Optional<Instant> look(long position, Instant deadline) {
        try {
            Duration left = Duration.between(clock.instant(), deadline);
            if (!lock.tryLock(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            boolean known = firstSeen.ceilingKey(position) != null;
            if (!known && !clock.instant().isBefore(lastRead.plus(INTERVAL))) {
                reader.read().ifPresent(this::remember);
                lastRead = clock.instant();
            }
            return Optional.ofNullable(firstSeen.ceilingEntry(position)).map(Map.Entry::getValue);
        } finally {
            lock.unlock();
        }
    }

    /** Entries in the newest head that was read. */
    OptionalLong entries() {
        return entries;
    }

    private void remember(FeedHead head) {
        firstSeen.putIfAbsent(head.position(), clock.instant());
        entries = OptionalLong.of(head.tail().size()
                + head.segments().stream().mapToLong(SegmentRef::count).sum());
        if (firstSeen.size() > REMEMBERED) {
            firstSeen.pollFirstEntry();
        }
    }
}
