package dev.edgepass.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One file for each running child: pid, start time (ms since the epoch) and executable, a line each. What a killed stack left behind is ended with them at the next
 * start; a process whose start time or executable doesn't match is another program's and is never touched.
 */
final class PidFiles {
    /** The start time is derived from the clock at boot, which the kernel may correct. */
    private static final Duration CLOCK_CORRECTION = Duration.ofSeconds(2);

    private static final Duration GRACE = Duration.ofSeconds(8);

    private final Path folder;

    PidFiles(Path folder) {
        this.folder = folder;
    }

    /** Records {@code process}, which runs (or is about to run) {@code executable}. */
    void write(String name, ProcessHandle process, Path executable) throws IOException {
        Optional<Instant> start = process.info().startInstant();
        if (start.isPresent()) {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(name),
                    process.pid() + "\n" + start.get().toEpochMilli() + "\n" + executable.toRealPath() + "\n");
        }
    }

    /** Records {@code process}, which runs already. */
    void record(String name, ProcessHandle process) {
        process.info().command().ifPresent(executable -> {
            try {
                write(name, process, Path.of(executable));
            } catch (IOException e) {
                throw new UncheckedIOException("can't write the pid file of " + name, e);
            }
        });
    }

    /** Deletes all of them: their processes have ended. */
    void delete() {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                // Harmless, as for one.
            }
        }
    }

    void delete(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            // Harmless: the start time in it matches no later process.
        }
    }

    /**
     * Ends the processes that a previous run left behind.
     *
     * @return the names of the parts that were still running
     * @throws StartFailure where one of them doesn't end
     */
    List<String> endLeftovers() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        List<ProcessHandle> leftovers = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                recorded(file).ifPresent(process -> {
                    names.add(file.getFileName().toString());
                    leftovers.add(process);
                });
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the pid files in " + folder, e);
        }
        leftovers.forEach(ProcessHandle::destroy);
        leftovers.forEach(PidFiles::awaitEnd);
        names.sort(null);
        return names;
    }

    private static Optional<ProcessHandle> recorded(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 3) {
            return Optional.empty();
        }
        try {
            Instant start = Instant.ofEpochMilli(Long.parseLong(lines.get(1)));
            return ProcessHandle.of(Long.parseLong(lines.get(0)))
                    .filter(process -> startedAt(process, start) && runs(process, lines.get(2)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean startedAt(ProcessHandle process, Instant start) {
        return process.info()
                .startInstant()
                .filter(actual -> Duration.between(actual, start).abs().compareTo(CLOCK_CORRECTION) <= 0)
                .isPresent();
    }

    private static boolean runs(ProcessHandle process, String executable) {
        // Linux appends " (deleted)" to the name of an executable that was replaced while it ran.
        return process.info()
                .command()
                .filter(actual -> actual.equals(executable) || actual.equals(executable + " (deleted)"))
                .isPresent();
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            process.onExit().orTimeout(GRACE.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while ending process " + process.pid() + " of an earlier run.", e);
        } catch (ExecutionException e) {
            throw new StartFailure("Can't end process " + process.pid() + " of an earlier run.", e);
        }
    }
}
