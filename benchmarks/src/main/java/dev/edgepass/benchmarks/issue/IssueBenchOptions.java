package dev.edgepass.benchmarks.issue;

import dev.edgepass.local.stack.StackPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The options of {@code bench issue}.
 *
 * @param data folder of the peers, which stay, and of the stack's data, which are made anew each time
 * @param rounds in which each server has its turn, at least 1
 * @param turn under load, for each server in each round
 * @param warmUp before the first round, for each server
 * @param soak at 80 % of the maximum; zero: left out
 * @param peers false: Edgepass and the floor alone
 * @param connections that ask at once
 * @param json file for the result, for programs
 * @param svg file for the picture
 */
public record IssueBenchOptions(
        Path data,
        StackPorts ports,
        int rounds,
        Duration turn,
        Duration warmUp,
        Duration soak,
        boolean peers,
        int connections,
        Optional<Path> json,
        Optional<Path> svg) {
    public IssueBenchOptions {
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds: " + rounds + " (expected: >= 1)");
        }
    }
}
