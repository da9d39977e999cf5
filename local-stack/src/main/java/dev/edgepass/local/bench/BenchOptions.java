package dev.edgepass.local.bench;

import dev.edgepass.local.stack.StackPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@code bench revocation} is asked for. A size of 0 leaves that part out.
 *
 * @param data empty: a temporary folder, deleted at the end
 * @param rounds revocations of the comparison, at least 1
 * @param otherWithin how long the other design's locations are watched after a revocation
 * @param burst revocations at once
 * @param tokens live tokens of one link
 * @param events control events for the consumer's rate
 * @param entries live entries
 * @param seed of delays, ids and pauses
 * @param json file for the result, for programs
 * @param svg file for the picture
 */
public record BenchOptions(
        Optional<Path> data,
        StackPorts ports,
        int rounds,
        Duration otherWithin,
        int burst,
        int tokens,
        int events,
        int entries,
        long seed,
        Optional<Path> json,
        Optional<Path> svg) {
    public BenchOptions {
        requireSize("--rounds", rounds, 1);
        requireSize("--burst", burst, 0);
        requireSize("--tokens", tokens, 0);
        requireSize("--events", events, 0);
        requireSize("--entries", entries, 0);
    }

    private static void requireSize(String option, int size, int least) {
        if (size < least) {
            throw new IllegalArgumentException(option + ": " + size + " (expected: >= " + least + ")");
        }
    }
}
