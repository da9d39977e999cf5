package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.core.StoredHead;
import dev.edgepass.consumer.feed.core.UnnamedSegments;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The feed bucket: strongly consistent, conditional, one write a second to a key, an ETag that is a function of the bytes; slow at times, and silent about what
 * became of a write. Every call takes effect at one moment between its start and its answer, or after the caller gave up.
 */
final class R2 {
    /** After which the publisher's client gives up. */
    private static final long CLIENT_TIMEOUT = 5_000;

    /** After which a read of media fails. */
    private static final long MEDIA_TIMEOUT = 10_000;

    private static final long SECOND = 1_000;
    private static final long WRITES_APART = 1_000;
    private static final long SOON = 400;
    /** Less than the time between two sweeps. */
    private static final long GRACE = 250_000;

    private final Scheduler scheduler;
    private final Weather weather;
    private final Consumer<StoredHead> stored;
    private final Map<String, byte[]> segments = new TreeMap<>();
    private final Map<String, Long> storedAt = new HashMap<>();
    private UnnamedSegments unnamed = UnnamedSegments.NONE;
    private long deleted;
    private @Nullable StoredHead head;
    private long lastWriteAt = -WRITES_APART;
    private long inDoubt;
    private long throttled;
    /** Segments that publishers find damaged, until they are stored again. */
    private final Set<String> damaged = new HashSet<>();

    private long damagedReads;

    /**
     * @param stored hears of every head at the moment in which it is in the store
     */
    R2(Scheduler scheduler, Weather weather, Consumer<StoredHead> stored) {
        this.scheduler = scheduler;
        this.weather = weather;
        this.stored = stored;
    }

    /** What a write of the head hears. */
    interface WriteAnswer {
        void written(String etag);

        void refused();

        void unanswered();
    }

    /** The head as anybody who reads now would find it. */
    @Nullable
    StoredHead head() {
        return head;
    }

    byte @Nullable [] segment(String hash) {
        return segments.get(hash);
    }

    /** Writes whose writer wasn't told what became of them, or wrongly. */
    long writesInDoubt() {
        return inDoubt;
    }

    /** Writes that came less than a second after another one, and were answered 429. */
    long throttled() {
        return throttled;
    }

    /** Reads of a segment that gave a publisher other bytes. */
    long damagedReads() {
        return damagedReads;
    }

    /** Whether a publisher that reads a segment gets other bytes. */
    boolean isDamaged(String hash) {
        if (weather.has(Fault.SEGMENTS_DAMAGED) && scheduler.chance(0.3)) {
            damaged.add(hash);
        }
        boolean isDamaged = damaged.contains(hash);
        damagedReads += isDamaged ? 1 : 0;
        return isDamaged;
    }

    /** A publisher's read of whatever {@code read} gives at one moment. */
    <T extends @Nullable Object> void read(Supplier<T> read, Consumer<T> answer, Runnable failed) {
        long latency = latency();
        if (weather.has(Fault.R2_DOWN) || latency > CLIENT_TIMEOUT) {
            scheduler.in(weather.has(Fault.R2_DOWN) ? scheduler.between(50, CLIENT_TIMEOUT) : CLIENT_TIMEOUT, failed);
            return;
        }
        at(latency, read, answer);
    }

    /**
     * An isolate's read: it may fail, or never settle.
     *
     * @param trouble how likely a read from this location is lost while reads are lost, and slow while they are slow
     */
    <T extends @Nullable Object> void readAtEdge(
            double trouble, Supplier<T> read, Consumer<T> answer, Runnable failed) {
        boolean lost = weather.has(Fault.EDGE_READS_LOST) && scheduler.chance(trouble) || weather.has(Fault.R2_DOWN);
        if (!lost) {
            at(latency(trouble), read, answer);
        } else if (scheduler.chance(0.6)) {
            scheduler.in(scheduler.between(30, 3_000), failed);
        }
    }

    /** An isolate's read of media: as {@link #readAtEdge}, but what is lost fails in the end. */
    <T extends @Nullable Object> void readMedia(double trouble, Supplier<T> read, Consumer<T> answer, Runnable failed) {
        if (weather.has(Fault.EDGE_READS_LOST) && scheduler.chance(trouble) || weather.has(Fault.R2_DOWN)) {
            scheduler.in(scheduler.between(30, MEDIA_TIMEOUT), failed);
        } else {
            at(latency(trouble), read, answer);
        }
    }

    /** What takes long is more often the way of the answer than that of the question. */
    private <T extends @Nullable Object> void at(long latency, Supplier<T> read, Consumer<T> answer) {
        long before = scheduler.between(0, scheduler.chance(0.7) ? Math.min(latency, SOON) : latency);
        scheduler.in(before, () -> {
            T found = read.get();
            scheduler.in(latency - before, () -> answer.accept(found));
        });
    }

    /** Writes the head under the condition, unless {@code unconditional}. */
    void writeHead(String compact, @Nullable String ifMatch, boolean unconditional, WriteAnswer answer) {
        if (weather.has(Fault.R2_DOWN)) {
            scheduler.in(scheduler.between(50, CLIENT_TIMEOUT), answer::unanswered);
            return;
        }
        if (weather.has(Fault.WRITES_REFUSED)) {
            scheduler.in(latency(), answer::unanswered);
            return;
        }
        if (weather.has(Fault.WRITES_IN_DOUBT) && scheduler.chance(0.4)) {
            doubtful(compact, ifMatch, unconditional, answer);
            return;
        }
        long latency = latency();
        long before = scheduler.between(0, latency);
        scheduler.in(before, () -> {
            boolean isThrottled = scheduler.now() - lastWriteAt < WRITES_APART;
            throttled += isThrottled ? 1 : 0;
            boolean done = !isThrottled && put(compact, ifMatch, unconditional);
            long left = Math.min(latency, CLIENT_TIMEOUT) - before;
            scheduler.in(left, () -> {
                if (isThrottled || latency > CLIENT_TIMEOUT) {
                    answer.unanswered();
                } else if (done) {
                    answer.written(etag(compact));
                } else {
                    answer.refused();
                }
            });
        });
    }

    private void doubtful(String compact, @Nullable String ifMatch, boolean unconditional, WriteAnswer answer) {
        inDoubt++;
        switch ((int) scheduler.between(0, 3)) {
            case 0 -> scheduler.in(CLIENT_TIMEOUT, answer::unanswered);
            case 1 -> {
                scheduler.in(latency(), () -> put(compact, ifMatch, unconditional));
                scheduler.in(CLIENT_TIMEOUT, answer::unanswered);
            }
            case 2 -> {
                scheduler.in(CLIENT_TIMEOUT, answer::unanswered);
                scheduler.in(CLIENT_TIMEOUT + scheduler.between(1, 4_000), () -> put(compact, ifMatch, unconditional));
            }
            default ->
                scheduler.in(latency(), () -> {
                    put(compact, ifMatch, unconditional);
                    scheduler.in(scheduler.between(40, 400), () -> {
                        // A proxy repeats the write, and tells what came of the second one.
                        if (put(compact, ifMatch, unconditional)) {
                            answer.written(etag(compact));
                        } else {
                            answer.refused();
                        }
                    });
                });
        }
    }

    private boolean put(String compact, @Nullable String ifMatch, boolean unconditional) {
        StoredHead there = head;
        boolean holds = there == null ? ifMatch == null : there.etag().equals(ifMatch);
        if (!holds && !unconditional) {
            return false;
        }
        head = stored(compact, Scheduler.EPOCH + scheduler.now());
        lastWriteAt = scheduler.now();
        stored.accept(head);
        return true;
    }

    static StoredHead stored(String compact, long at) {
        return new StoredHead(compact, etag(compact), at / SECOND * SECOND);
    }

    private static String etag(String compact) {
        return Long.toHexString(Mac.of(compact, 0));
    }

    /** The publisher's sweep, by the real rule with a shorter grace: the store's clock is the scheduler's. */
    void sweep(Set<String> named, Runnable done) {
        scheduler.in(latency(), () -> {
            if (!weather.has(Fault.R2_DOWN)) {
                List<UnnamedSegments.Stored> stored = segments.keySet().stream()
                        .map(hash -> new UnnamedSegments.Stored(hash, storedAt.get(hash)))
                        .toList();
                UnnamedSegments.Finding finding = unnamed.sweep(stored, named, scheduler.now(), GRACE);
                unnamed = finding.unnamed();
                finding.toDelete().forEach(segments::remove);
                deleted += finding.toDelete().size();
            }
            done.run();
        });
    }

    /** Segments that a sweep deleted. */
    long deleted() {
        return deleted;
    }

    /** Stores a segment and says whether that was confirmed. */
    void storeSegment(String hash, byte[] bytes, Consumer<Boolean> answer) {
        boolean refused = weather.has(Fault.WRITES_REFUSED);
        boolean lost =
                refused || weather.has(Fault.R2_DOWN) || weather.has(Fault.WRITES_IN_DOUBT) && scheduler.chance(0.3);
        long latency = latency();
        boolean made = !lost || !refused && scheduler.chance(0.3);
        scheduler.in(latency, () -> {
            if (made) {
                segments.put(hash, bytes.clone());
                damaged.remove(hash);
                storedAt.put(hash, scheduler.now());
            }
            answer.accept(!lost);
        });
    }

    private long latency() {
        return latency(0.4);
    }

    private long latency(double slow) {
        if (weather.has(Fault.R2_SLOW) && scheduler.chance(slow)) {
            return scheduler.between(800, 9_000);
        }
        return scheduler.chance(0.02) ? scheduler.between(400, 900) : scheduler.between(40, 400);
    }
}
