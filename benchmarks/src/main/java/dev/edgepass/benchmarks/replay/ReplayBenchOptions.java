package dev.edgepass.benchmarks.replay;

import dev.edgepass.local.stack.StackPorts;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The options of {@code bench replay}.
 *
 * @param data folder of Kafka's tools and of histories, which stay, and of the stack's data, which are made anew each time
 * @param rounds in which each program has its turn, at least 1
 * @param tokens in the log, at least 1,000
 * @param events in the history that is indexed, at least 1,000
 * @param questions about tokens of the history, and as many about files, at least 2
 * @param json file for the result, for programs
 * @param svg file for the picture
 */
public record ReplayBenchOptions(
        Path data,
        StackPorts ports,
        int rounds,
        int tokens,
        int events,
        int questions,
        Optional<Path> json,
        Optional<Path> svg) {
    private static final int LEAST = 1_000;

    /** A history takes minutes each time. */
    private static final int MOST_INDEX_ROUNDS = 3;

    public ReplayBenchOptions {
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds: " + rounds + " (expected: >= 1)");
        }
        if (tokens < LEAST) {
            throw new IllegalArgumentException("--tokens: " + tokens + " (expected: >= " + LEAST + ")");
        }
        if (events < LEAST) {
            throw new IllegalArgumentException("--events: " + events + " (expected: >= " + LEAST + ")");
        }
    }

    /** In which the history is indexed from its begin. */
    int indexRounds() {
        return Math.min(rounds, MOST_INDEX_ROUNDS);
    }
}
