package dev.edgepass.local.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A running child. Its output is in {@link #log()}; it holds the other end of a pipe to its standard input, which closes when this process dies. Thread-safe.
 */
public final class ChildProcess {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final String READY = "{\"ready\"";

    private final String name;
    private final Process process;
    private final Path log;
    private final PidFiles pids;
    private final CompletableFuture<String> readyLine = new CompletableFuture<>();

    private ChildProcess(String name, Process process, Path log, PidFiles pids) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.pids = pids;
    }

    /**
     * Starts {@code command}.
     *
     * @param logs folder of the log; the log of the previous run is kept beside it as {@code <name>.previous.log}
     * @throws StartFailure where the executable can't be started
     */
    static ChildProcess start(ChildCommand command, Path logs, PidFiles pids) {
        Path log = logs.resolve(command.name() + ".log");
        Path executable = Path.of(command.command().get(0));
        if (!Files.isExecutable(executable)) {
            throw new StartFailure("Can't start " + command.name() + ": " + executable + " isn't an executable file.");
        }
        try {
            Files.createDirectories(logs);
            if (Files.exists(log)) {
                Files.move(log, logs.resolve(command.name() + ".previous.log"), StandardCopyOption.REPLACE_EXISTING);
            }
            ProcessBuilder builder = new ProcessBuilder(command.command())
                    .directory(command.folder().toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            if (!command.readyLine()) {
                builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            }
            builder.environment().putAll(command.environment());
            Process process = Spawner.start(builder);
            pids.write(command.name(), process.toHandle(), executable);
            ChildProcess child = new ChildProcess(command.name(), process, log, pids);
            if (command.readyLine()) {
                child.readStandardOutput();
            }
            return child;
        } catch (IOException e) {
            throw new StartFailure("Can't start " + command.name() + ": " + e.getMessage() + ".", e);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Runs {@code listener} when this child has ended, for whatever reason. */
    void onExit(Consumer<ChildProcess> listener) {
        process.onExit().thenAccept(ended -> listener.accept(this));
    }

    /**
     * The line with which the child said that it is ready.
     *
     * @throws StartFailure where it ended first, or didn't say so in time
     */
    public String awaitReadyLine(Duration limit) {
        try {
            return readyLine.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while " + name + " was starting.", e);
        } catch (ExecutionException e) {
            throw ended();
        } catch (TimeoutException e) {
            throw notReady(limit);
        }
    }

    StartFailure ended() {
        return new StartFailure(name + " ended while it was starting" + exitCode() + "; its log " + log + " says why."
                + Logs.tail(log));
    }

    StartFailure notReady(Duration limit) {
        return new StartFailure(
                name + " wasn't ready after " + limit.toSeconds() + " s; see its log " + log + "." + Logs.tail(log));
    }

    private String exitCode() {
        return process.isAlive() ? "" : " (exit code " + process.exitValue() + ")";
    }

    /** Asks the child to end, waits, and ends it by force after 10 s. */
    void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        pids.delete(name);
    }

    private void readStandardOutput() {
        Thread reader = new Thread(this::copyStandardOutput, "edgepass-output-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    private void copyStandardOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                PrintStream copy =
                        new PrintStream(Files.newOutputStream(log, Logs.APPEND), true, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(READY)) {
                    readyLine.complete(line);
                } else {
                    copy.println(line);
                }
            }
        } catch (IOException e) {
            // The pipe breaks when the child is ended.
        } finally {
            process.onExit().thenRun(() -> readyLine.completeExceptionally(new IOException(name + " ended")));
        }
    }
}
