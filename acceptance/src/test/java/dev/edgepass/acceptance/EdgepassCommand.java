package dev.edgepass.acceptance;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./edgepass}, run as a stranger would: a process of its own, from another folder. */
final class EdgepassCommand {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    /**
     * A command that ended.
     *
     * @param output stdout and stderr
     */
    record Result(int exitCode, String output) {}

    private EdgepassCommand() {}

    /** Runs it to its end. */
    static Result run(Duration timeout, String... arguments) {
        return run(timeout, "", List.of(arguments));
    }

    /** Runs it to its end, with lines on its standard input. */
    static Result run(Duration timeout, String input, List<String> arguments) {
        return run(timeout, input, Map.of(), arguments);
    }

    /** Runs it to its end, with lines on its standard input and further variables in its environment. */
    static Result run(Duration timeout, String input, Map<String, String> environment, List<String> arguments) {
        try {
            Path output = Files.createTempFile("edgepass", ".out");
            Process process = start(output, environment, arguments.toArray(String[]::new));
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
                process.destroy();
                process.waitFor(30, TimeUnit.SECONDS);
                throw new AssertionError("edgepass " + arguments.get(0) + " did not end in " + timeout + ":\n"
                        + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts it with further variables in its environment; its output goes to {@code output}. */
    static Process start(Path output, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ROOT.resolve("edgepass").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(output.toAbsolutePath().getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
