package dev.edgepass.issuer.feed;

import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.feed.SegmentRef;
import dev.edgepass.issuer.feed.Sightings.Evidence;
import dev.edgepass.issuer.feed.Sightings.Sighting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Reads the head from R2, at most every {@link #INTERVAL} however many wait, and says what the heads so far mean for a write. Thread-safe. */
@Component
public class HeadWatch {
    static final Duration INTERVAL = Duration.ofMillis(100);

    private final Supplier<Optional<FeedHead>> reader;
    private final Clock clock;
    private final Pause pause;
    private final ReentrantLock lock = new ReentrantLock();
    private final Sightings sightings = new Sightings();
    /** By kid: since when every head that was read has carried that signing key. */
    private final Map<String, Instant> carried = new HashMap<>();

    private Instant lastRead = Instant.EPOCH;
    /** When a read last brought a head. */
    private Instant lastHead = Instant.EPOCH;

    private volatile @Nullable FeedHead newest;

    /** Waits; another in tests. */
    @FunctionalInterface
    interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    @Autowired
    HeadWatch(R2HeadReader reader, Clock clock) {
        this(reader::read, clock, duration -> Thread.sleep(duration.toMillis()));
    }

    HeadWatch(Supplier<Optional<FeedHead>> reader, Clock clock, Pause pause) {
        this.reader = reader;
        this.clock = clock;
        this.pause = pause;
    }

    /** What is known of a write, see {@link Sightings#of}, waiting up to {@code patience} for anything at all. */
    Evidence await(long position, Instant sentAt, Instant acceptedAt, Duration patience) {
        Instant deadline = clock.instant().plus(patience);
        while (true) {
            Evidence evidence = look(position, sentAt, acceptedAt, deadline);
            if (evidence != Evidence.NONE || !clock.instant().plus(INTERVAL).isBefore(deadline)) {
                return evidence;
            }
            try {
                pause.of(INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Evidence.NONE;
            }
        }
    }

    /** As {@link #await}, with one look; another thread's read is waited for up to {@code patience}. */
    Evidence look(long position, Instant sentAt, Instant acceptedAt, Duration patience) {
        return look(position, sentAt, acceptedAt, clock.instant().plus(patience));
    }

    /** Reads the head now, so that what was there before the next write is known. */
    void refresh() {
        lock.lock();
        try {
            readIfDue();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Since when every head that this process read has carried the signing key {@code kid}; empty where the newest doesn't. Reads the head where it was read longer
     * ago than {@link #INTERVAL}.
     */
    public Optional<Instant> carriedSince(String kid) {
        lock.lock();
        try {
            readIfDue();
            return Optional.ofNullable(carried.get(kid));
        } finally {
            lock.unlock();
        }
    }

    /** The head, read now; that of an earlier read where this one fails, if it isn't older than {@code age}. Waits for R2, 2 s at most. */
    public Optional<FeedHead> readWithin(Duration age) {
        lock.lock();
        try {
            readIfDue();
            return clock.instant().isAfter(lastHead.plus(age)) ? Optional.empty() : newest();
        } finally {
            lock.unlock();
        }
    }

    /** The head that was read last. No I/O. */
    public Optional<FeedHead> newest() {
        return Optional.ofNullable(newest);
    }

    /** The signing keys that the edge knows by the newest head read so far. No I/O. */
    public List<PublicKey> edgeKeys() {
        return newest().map(FeedHead::keys).orElse(List.of());
    }

    /** Below which {@code pos} the edge refuses every token, by the newest head read so far; 0 where none was read. No I/O. */
    public long prunedTo() {
        return newest().map(FeedHead::prunedTo).orElse(0L);
    }

    /** Entries of the newest head read so far: those of its segments and of its tail, overwritten ones counted too. Empty where none was read. No I/O. */
    public OptionalLong entries() {
        FeedHead head = newest;
        return head == null
                ? OptionalLong.empty()
                : OptionalLong.of(
                        head.segments().stream().mapToLong(SegmentRef::count).sum()
                                + head.tail().size());
    }

    private Evidence look(long position, Instant sentAt, Instant acceptedAt, Instant deadline) {
        try {
            Duration left = Duration.between(clock.instant(), deadline);
            if (!lock.tryLock(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS)) {
                return Evidence.NONE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Evidence.NONE;
        }
        try {
            Evidence known = sightings.of(position, sentAt, acceptedAt);
            if (known != Evidence.NONE) {
                return known;
            }
            readIfDue();
            return sightings.of(position, sentAt, acceptedAt);
        } finally {
            lock.unlock();
        }
    }

    private void readIfDue() {
        if (clock.instant().isBefore(lastRead.plus(INTERVAL))) {
            return;
        }
        reader.get().ifPresent(head -> {
            newest = head;
            Instant now = clock.instant();
            lastHead = now;
            sightings.add(new Sighting(head.position(), Instant.ofEpochMilli(head.asOf()), head.gaps(), now));
            List<String> kids = head.keys().stream().map(PublicKey::kid).toList();
            carried.keySet().retainAll(kids);
            kids.forEach(kid -> carried.putIfAbsent(kid, now));
        });
        lastRead = clock.instant();
    }
}
