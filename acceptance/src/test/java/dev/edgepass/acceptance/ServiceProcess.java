package dev.edgepass.acceptance;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One instance of a service, a process of the test's own. For one thread. */
final class ServiceProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private final LinuxProcess command;
    private final URI base;
    private final Path log;
    private final Web web = new Web();
    private Process process;

    /**
     * Starts it.
     *
     * @param command whose {@code --server.port} is that of {@code base}
     */
    ServiceProcess(LinuxProcess command, URI base, Path log) {
        this.command = command;
        this.base = base;
        this.log = log;
        this.process = command.start(log);
    }

    URI base() {
        return base;
    }

    /** As a crash would. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** In order, as at an upgrade. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError(base + " didn't end; its log is " + log);
        }
    }

    void startAgain() {
        process = command.start(log);
    }

    void awaitReady() {
        await(base + " is ready; its log is " + log)
                .atMost(READY_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .until(this::isReady);
    }

    private boolean isReady() {
        try {
            return web.get(base.resolve("/actuator/health/readiness")).status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        kill();
    }
}
