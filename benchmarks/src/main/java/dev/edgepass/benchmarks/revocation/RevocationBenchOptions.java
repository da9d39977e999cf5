package dev.edgepass.benchmarks.revocation;

import dev.edgepass.local.stack.StackPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The options of {@code bench revocation}. A size of 0 leaves that part out.
 *
 * @param data empty: a temporary folder, deleted at the end
 * @param rounds revocations of the comparison, at least 1
 * @param otherRounds of them, those in which the other design takes part
 * @param otherWithin how long the other design's locations are watched after a revocation
 * @param pollMillis between two reads of the head by an isolate
 * @param burst revocations at once
 * @param tokens live tokens of one link
 * @param events control events for the consumer's rate
 * @param entries live entries
 * @param seed of delays, ids and pauses
 * @param json file for the result, for programs
 * @param svg file for the picture
 */
public record RevocationBenchOptions(
        Optional<Path> data,
        StackPorts ports,
        int rounds,
        int otherRounds,
        Duration otherWithin,
        int pollMillis,
        int burst,
        int tokens,
        int events,
        int entries,
        long seed,
        Optional<Path> json,
        Optional<Path> svg) {
    public RevocationBenchOptions {
        requireSize("--rounds", rounds, 1);
        if (otherRounds < 1 || otherRounds > rounds) {
            throw new IllegalArgumentException("other rounds: " + otherRounds + " (expected: 1 to " + rounds + ")");
        }
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
