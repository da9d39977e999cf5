package dev.edgepass.issuer.key.rotation;

import dev.edgepass.key.KeyRecord;
import dev.edgepass.key.KeyRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What time asks for. Pure: of the read model and a clock, so that every instance comes to the same answer.
 *
 * @param rotate the key in use has been so for long enough
 * @param over kids of retiring keys under which no token lives any more
 */
record KeyDuties(boolean rotate, List<String> over) {
    /**
     * By which a token may outlive the longest life after its key retired: clocks differ, and an issuer may have decided on an older state. Past the 10 minutes
     * after which the edge serves nothing without a fresh head, the rest is margin.
     */
    static final Duration MARGIN = Duration.ofHours(1);

    /**
     * @param rotateEvery null: never
     * @param longestLife of a token
     */
    static KeyDuties at(Instant now, List<KeyRecord> keys, @Nullable Duration rotateEvery, Duration longestLife) {
        boolean rotate = rotateEvery != null
                && keys.stream()
                        .filter(key -> key.state() == State.ACTIVE)
                        .anyMatch(key -> isPast(now, key.activatedAt(), rotateEvery));
        List<String> over = keys.stream()
                .filter(key -> key.state() == State.RETIRING)
                .filter(key -> isPast(now, key.retiredAt(), longestLife.plus(MARGIN)))
                .map(KeyRecord::kid)
                .toList();
        return new KeyDuties(rotate, over);
    }

    private static boolean isPast(Instant now, @Nullable Instant since, Duration time) {
        return since != null && !now.isBefore(since.plus(time));
    }
}
