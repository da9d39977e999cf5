package dev.edgepass.benchmarks.edge;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The options of {@code bench edge}.
 *
 * @param rounds in which every Worker has its turn, at least 1
 * @param seed of the order of turns, and of the requests
 * @param quick small sizes: whether it works
 * @param json file for the result, for programs
 * @param svg file for the picture
 */
public record EdgeBenchOptions(int rounds, long seed, boolean quick, Optional<Path> json, Optional<Path> svg) {
    public EdgeBenchOptions {
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds: " + rounds + " (expected: >= 1)");
        }
    }
}
