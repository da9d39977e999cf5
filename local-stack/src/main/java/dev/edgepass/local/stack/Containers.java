package dev.edgepass.local.stack;

import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The composed system ({@code docker-compose.yml}), in whose network a command runs by {@code docker compose run}. */
public final class Containers {
    /** The service that has this command line. */
    public static final String TOOLS = "tools";

    /** Of the stores, with the profile {@code replicated}. */
    private static final List<String> REPLICAS =
            List.of("kafka-2", "kafka-3", "redis-2", "sentinel", "sentinel-2", "sentinel-3");

    private static final List<String> RUN = List.of("docker", "compose", "--progress", "quiet", "run", "--rm", "-T");

    private final Path root;
    private final List<String> program;

    /**
     * @param root the folder of {@code docker-compose.yml}
     * @param program runs a command in a container of the service that its first argument names
     */
    public Containers(Path root, List<String> program) {
        this.root = root;
        this.program = List.copyOf(program);
    }

    /**
     * The composed system that {@code data} was prepared for ({@link ContainerKeys}); empty where it wasn't, or a stack of {@code edgepass up} runs on it.
     */
    public static Optional<Containers> of(DataFolder data) {
        return of(data, Containers::ofCheckout);
    }

    static Optional<Containers> of(DataFolder data, Supplier<Containers> checkout) {
        boolean isPrepared = Files.isDirectory(data.keys().resolve("issuer"));
        boolean isLocal = StackInfo.live(data).isPresent();
        if (!isPrepared || isLocal) {
            return Optional.empty();
        }
        Containers containers = checkout.get();
        if (!containers.data().equals(data.path())) {
            throw new StartFailure("The containers have the keys in " + containers.data() + " (EDGEPASS_DATA in "
                    + containers.env() + "), not in " + data.path() + ": give --data " + containers.data() + ".");
        }
        return Optional.of(containers);
    }

    /** The folder whose keys the containers have. */
    private Path data() {
        String folder = new DotEnv(env()).value("EDGEPASS_DATA");
        return root.resolve(folder.isEmpty() ? ".edgepass" : folder)
                .toAbsolutePath()
                .normalize();
    }

    /** The composed system of this checkout, whether its keys are there or not yet. */
    public static Containers ofCheckout() {
        return new Containers(Installation.find().root(), RUN);
    }

    /** The file of its variables, as {@code docker compose} finds it. */
    public Path env() {
        String file = System.getenv().getOrDefault("COMPOSE_ENV_FILES", ".env");
        if (file.contains(",")) {
            throw new StartFailure("COMPOSE_ENV_FILES is " + file + " (expected: one file, or none).");
        }
        return root.resolve(file);
    }

    /**
     * Runs a command in a container of its own, with this process's standard streams; its exit code, or that of {@code docker}.
     *
     * @throws StartFailure where {@code docker} can't be run
     */
    public int run(String service, List<String> arguments) throws InterruptedException {
        return start(builder(service, arguments).inheritIO()).waitFor();
    }

    /**
     * As {@link #run}, for a command that prints its verdict: {@code docker} has the exit code 1 in common with it, and prints nothing.
     *
     * @throws StartFailure where the command wasn't run
     */
    public int verdict(String service, List<String> arguments) throws InterruptedException {
        Process process = start(builder(service, arguments).inheritIO().redirectOutput(ProcessBuilder.Redirect.PIPE));
        try (InputStream said = process.getInputStream()) {
            long bytes = said.transferTo(new FileOutputStream(FileDescriptor.out));
            int exitCode = process.waitFor();
            if (exitCode != 0 && bytes == 0) {
                throw new StartFailure("It couldn't be run in a container of " + service + " (exit code " + exitCode
                        + "): the lines above say why.");
            }
            return exitCode;
        } catch (IOException e) {
            throw new StartFailure("Can't read what the container says (" + IoReason.of(e) + ").", e);
        }
    }

    /**
     * Starts a command in a container of its own; its standard streams are the caller's, but for its errors, which go to this process's.
     *
     * @throws StartFailure where {@code docker} can't be run
     */
    public Process start(String service, String... arguments) {
        return start(builder(service, Arrays.asList(arguments)).redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    /** Whether the edge is in a container, too. */
    public boolean isLocal() {
        return new DotEnv(env()).value(ContainerVariables.PROFILE).equals(ContainerVariables.LOCAL);
    }

    /** Whether Kafka is three brokers, and Redis has Sentinels. */
    public boolean isReplicated() {
        return ContainerVariables.isReplicated(new DotEnv(env()));
    }

    /**
     * Starts Kafka and Redis, and the edge where that is a container; they are healthy when this returns.
     *
     * @throws StartFailure where they aren't
     */
    public void startStores() {
        List<String> command = new ArrayList<>(List.of("docker", "compose", "--progress", "quiet"));
        if (isLocal()) {
            command.addAll(List.of("--profile", "local"));
        }
        command.addAll(List.of("up", "--build", "--detach", "--wait"));
        command.addAll(stores());
        try {
            Process process =
                    start(new ProcessBuilder(command).directory(root.toFile()).inheritIO());
            if (process.waitFor() != 0) {
                throw new StartFailure("Kafka and Redis don't start in their containers: the lines above say why.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted.", e);
        }
    }

    /** The services that keep something. */
    List<String> stores() {
        List<String> stores = new ArrayList<>(List.of("kafka", "redis"));
        if (isReplicated()) {
            stores.addAll(REPLICAS);
        }
        if (isLocal()) {
            stores.add("edge");
        }
        return stores;
    }

    private ProcessBuilder builder(String service, List<String> arguments) {
        List<String> command = new ArrayList<>(program);
        command.add(service);
        command.addAll(arguments);
        return new ProcessBuilder(command).directory(root.toFile());
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new StartFailure(
                    "The system runs in containers, and " + builder.command().get(0) + " can't be run here ("
                            + IoReason.of(e) + "): install Docker with Compose 2, or give --data of another system.",
                    e);
        }
    }
}
