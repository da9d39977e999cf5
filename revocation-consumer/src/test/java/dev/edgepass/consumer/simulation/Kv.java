package dev.edgepass.consumer.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Workers KV as documented: a central store with a second copy that lags, and a cache at each location that keeps what it found, a missing key too, for the
 * look-up's whole {@code cacheTtl}, and for up to a minute more. Its API is throttled (429) or blocked for minutes, and may write without an answer; its reads
 * fail, hang or, for the simulation's sake, bring damaged bytes.
 */
final class Kv {
    private static final long SECOND = 1_000;
    private static final long CLIENT_TIMEOUT = 10_000;

    private final Scheduler scheduler;
    private final Weather weather;
    private final Map<String, List<Version>> versions = new HashMap<>();
    private final Set<String> acknowledged = new HashSet<>();

    private record Version(byte[] bytes, long writtenAt, long inSecondCopyAt) {}

    Kv(Scheduler scheduler, Weather weather) {
        this.scheduler = scheduler;
        this.weather = weather;
    }

    /** Whether a write of {@code key} was answered with success. */
    boolean hasAcknowledged(String key) {
        return acknowledged.contains(key);
    }

    /** The bulk write, as the mirror makes it by one attempt. */
    void write(String key, byte[] bytes, Consumer<Boolean> answer) {
        boolean throttled = weather.has(Fault.KV_API_THROTTLED) && scheduler.chance(0.6);
        if (weather.has(Fault.KV_API_BLOCKED) || weather.has(Fault.KV_DOWN) || throttled) {
            scheduler.in(scheduler.between(3_000, 12_000), () -> answer.accept(false));
            return;
        }
        boolean answered = !weather.has(Fault.KV_API_THROTTLED) || scheduler.chance(0.7);
        scheduler.in(scheduler.between(50, 400), () -> {
            put(key, bytes);
            scheduler.in(answered ? scheduler.between(50, 400) : CLIENT_TIMEOUT, () -> {
                if (answered) {
                    acknowledged.add(key);
                }
                answer.accept(answered);
            });
        });
    }

    void put(String key, byte[] bytes) {
        long now = scheduler.now();
        versions.computeIfAbsent(key, any -> new ArrayList<>())
                .add(new Version(bytes.clone(), now, now + scheduler.between(5_000, 60_000)));
    }

    private byte @Nullable [] newest(String key, boolean secondCopy) {
        byte[] newest = null;
        for (Version version : versions.getOrDefault(key, List.of())) {
            if (!secondCopy || version.inSecondCopyAt() <= scheduler.now()) {
                newest = version.bytes();
            }
        }
        return newest;
    }

    /** One location's way to KV. */
    final class Location {
        private final Map<String, Cached> cache = new HashMap<>();

        private record Cached(byte @Nullable [] bytes, long until) {}

        /**
         * Answers with what is found, null for a missing key; or fails; or neither.
         *
         * @param cacheTtl seconds
         */
        void read(String key, int cacheTtl, Consumer<byte @Nullable []> answer, Runnable failed) {
            if (weather.has(Fault.KV_DOWN)) {
                if (scheduler.chance(0.7)) {
                    scheduler.in(scheduler.between(20, 2_000), failed);
                }
                return;
            }
            Cached cached = cache.get(key);
            if (cached != null && scheduler.now() < cached.until()) {
                scheduler.in(scheduler.between(2, 15), () -> answer.accept(damagedOr(cached.bytes())));
                return;
            }
            scheduler.in(scheduler.between(20, 250), () -> {
                byte[] found = newest(key, scheduler.chance(0.4));
                cache.put(key, new Cached(found, scheduler.now() + cacheTtl * SECOND + scheduler.between(0, 60_000)));
                answer.accept(damagedOr(found));
            });
        }

        private byte @Nullable [] damagedOr(byte @Nullable [] bytes) {
            if (bytes == null || !weather.has(Fault.KV_DAMAGED) || !scheduler.chance(0.5)) {
                return bytes;
            }
            byte[] damaged = bytes.clone();
            damaged[damaged.length - 1] ^= 1;
            return damaged;
        }
    }
}
