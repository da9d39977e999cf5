package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.StackInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** {@code ./edgepass up} on a data folder of its own, and what {@code stack.json} says of it. */
final class RunningStack implements AutoCloseable {
    /** A variable: under which keys thumbnails are made. Where a test sets none, none are. */
    static final String THUMBNAILS_PREFIX = "EDGEPASS_THUMBNAILS_PREFIX";

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    /** Each test JVM has ports of its own. */
    private static final int LOWEST_PORT = 20_000 + (TestFork.number() - 1) * 6_000;

    /** As many as a stack may have, with 32 locations and three brokers. */
    private static final int RANGE = 46;

    /** From here on Linux gives ports to connections that go out: one that was free is taken a moment later. */
    private static final int EPHEMERAL = 32_768 - 100;

    private final Process process;
    private final Path data;
    private final StackInfo info;

    private RunningStack(Process process, Path data, StackInfo info) {
        this.process = process;
        this.data = data;
        this.info = info;
    }

    static RunningStack start(Path data, int locations, String... more) {
        return start(data, locations, Map.of(), more);
    }

    /** With variables in the environment, which reach the services as settings. */
    static RunningStack start(Path data, int locations, Map<String, String> environment, String... more) {
        List<String> arguments = new ArrayList<>(List.of("up", "--pops", Integer.toString(locations)));
        arguments.addAll(List.of(more));
        return start(data, locations, environment, arguments);
    }

    /**
     * As a document writes it.
     *
     * @param locations as many as {@code up} asks for
     */
    static RunningStack start(Path data, int locations, Map<String, String> environment, DocumentedCommand up) {
        Map<String, String> both = new HashMap<>(up.environment());
        both.putAll(environment);
        return start(data, locations, both, List.of(up.arguments()));
    }

    private static RunningStack start(Path data, int locations, Map<String, String> environment, List<String> up) {
        try {
            Files.createDirectories(data);
            Path output = output(data);
            List<String> arguments = new ArrayList<>(up);
            arguments.addAll(List.of("--data", data.toString(), "--port-base", Integer.toString(freeRange())));
            if (!environment.containsKey(THUMBNAILS_PREFIX)) {
                arguments.add("--no-thumbnails");
            }
            Process process = EdgepassCommand.start(output, environment, arguments.toArray(String[]::new));
            try {
                awaitReady(process, output, data.resolve("stack.json"));
                StackInfo info = StackInfo.read(new DataFolder(data)).orElseThrow();
                StackLogs.know(
                        data, List.of(info.pids().get("issuer"), info.pids().get("consumer")));
                return new RunningStack(process, data, info);
            } catch (Throwable e) {
                process.destroy();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReady(Process process, Path output, Path stackFile) {
        await("the ready line in " + output)
                .atMost(READY_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
                    return Files.readString(output).contains("Edgepass is ready") && Files.exists(stackFile);
                });
    }

    Path data() {
        return data;
    }

    URI issuer() {
        return info.issuer();
    }

    /** The revocation consumer, which has its health there. */
    URI consumer() {
        return info.consumer();
    }

    /** The issuer's metrics. */
    URI management() {
        return info.management();
    }

    /** {@code host:port}. */
    String kafka() {
        return info.kafka();
    }

    /** {@code host:port}. */
    String redis() {
        return info.redis();
    }

    /** What {@code up} has printed. */
    String output() throws IOException {
        return Files.readString(output(data));
    }

    private static Path output(Path data) {
        return data.resolveSibling(data.getFileName() + ".out");
    }

    List<URI> edges() {
        return info.edges();
    }

    S3Access s3() {
        return info.s3();
    }

    List<Long> pids() {
        return List.copyOf(info.pids().values());
    }

    long pid(String part) {
        return info.pids().get(part);
    }

    /** Stops one part where it is: it answers nothing, and its connections stay open. */
    void suspend(String part) {
        signal("-STOP", part);
    }

    void resume(String part) {
        signal("-CONT", part);
    }

    private void signal(String signal, String part) {
        try {
            int exit = new ProcessBuilder("kill", signal, Long.toString(pid(part)))
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(exit).as("kill " + signal + " " + part).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Ends one part at once, as a crash would. */
    void kill(String part) {
        ProcessHandle handle = ProcessHandle.of(pid(part)).orElseThrow();
        handle.destroyForcibly();
        handle.onExit().join();
    }

    /** Ends {@code up} at once, as a crash would: the shell of {@code ./edgepass} has become the JVM, so it is the one process. */
    void killUp() {
        process.destroyForcibly();
        process.onExit().join();
    }

    String login(String... arguments) {
        List<String> command = new ArrayList<>(List.of("login"));
        command.addAll(List.of(arguments));
        return login(command);
    }

    String login(DocumentedCommand login) {
        return login(List.of(login.arguments()));
    }

    private String login(List<String> words) {
        List<String> command = new ArrayList<>(words);
        command.addAll(List.of("--data", data.toString()));
        EdgepassCommand.Result result = EdgepassCommand.run(Duration.ofSeconds(60), command.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output().strip();
    }

    /** Ends it as Ctrl-C does, and waits. Its logs stay ({@link StackLogs}). */
    @Override
    public void close() {
        process.destroy();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("up ended").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            StackLogs.keep(data);
        }
    }

    /** The first port of a range in which every port is free now. */
    static int freeRange() {
        for (int base = LOWEST_PORT + (int) (ProcessHandle.current().pid() % 50) * 100;
                base < EPHEMERAL;
                base += RANGE) {
            if (IntStream.range(base, base + RANGE).allMatch(Ports::isFree)) {
                return base;
            }
        }
        throw new AssertionError("no free ports");
    }
}
