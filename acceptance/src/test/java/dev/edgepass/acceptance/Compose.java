package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code docker-compose.yml} under a project name and an {@code .env} of a test's own. */
final class Compose {
    private static final String PROGRAM = "docker compose ";
    private static final int MOST_PASSERS_BY = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Path envFile;
    private final String project;
    private final List<String> profiles;

    /**
     * @param project its containers' and volumes' names begin with it
     * @param profiles of {@code docker-compose.yml}
     */
    Compose(Path envFile, String project, String... profiles) {
        this.envFile = envFile;
        this.project = project;
        this.profiles = List.of(profiles);
    }

    /** Why containers can't be run here; empty where they can. */
    static String missing() {
        for (List<String> question : List.of(List.of("docker", "info"), List.of("docker", "compose", "version"))) {
            if (execute(question).exitCode() != 0) {
                return String.join(" ", question) + " fails: these tests need a Docker engine and Docker Compose 2";
            }
        }
        return "";
    }

    /** Runs a line of a document, given as a literal: {@link DocumentationTest} finds it. */
    EdgepassCommand.Result documented(String line) {
        if (!line.startsWith(PROGRAM)) {
            throw new IllegalArgumentException("line: " + line + " (expected: " + PROGRAM + "...)");
        }
        return compose(line.substring(PROGRAM.length()).split(" "));
    }

    /** {@code docker compose} with these arguments. */
    EdgepassCommand.Result compose(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("docker", "compose", "--project-name", project, "--env-file", envFile.toString()));
        profiles.forEach(profile -> command.addAll(List.of("--profile", profile)));
        command.addAll(Arrays.asList(arguments));
        return execute(command);
    }

    /** With these, {@code ./edgepass} finds the project: they are Compose's own. */
    Map<String, String> variables() {
        return Map.of("COMPOSE_PROJECT_NAME", project, "COMPOSE_ENV_FILES", envFile.toString());
    }

    void succeed(String... arguments) {
        EdgepassCommand.Result result = compose(arguments);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    /** Deletes these volumes; the containers are gone. */
    void delete(String... volumes) {
        for (String volume : volumes) {
            docker("volume", "rm", project + "_" + volume);
        }
    }

    /** The address of a service's container in the project's network. */
    String address(String service) {
        return addressOf(name(service));
    }

    private static String addressOf(String container) {
        return docker("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", container);
    }

    /** {@code healthy}, {@code unhealthy} or {@code starting}. */
    String health(String service) {
        return docker("inspect", "--format", "{{.State.Health.Status}}", name(service));
    }

    /** More containers in the network, until one has {@code address}, which was freed; their ids. */
    List<String> take(String address, String image) {
        List<String> passersBy = new ArrayList<>();
        do {
            passersBy.add(docker(
                    "run",
                    "--detach",
                    "--rm",
                    "--network",
                    project + "_default",
                    "--entrypoint",
                    "sleep",
                    image,
                    "600"));
        } while (!addressOf(passersBy.get(passersBy.size() - 1)).equals(address) && passersBy.size() < MOST_PASSERS_BY);
        return passersBy;
    }

    /** The output of {@code docker}, which has to succeed. */
    static String docker(String... arguments) {
        EdgepassCommand.Result result = execute(
                Stream.concat(Stream.of("docker"), Arrays.stream(arguments)).toList());
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output().strip();
    }

    private String name(String service) {
        return project + "-" + service + "-1";
    }

    private static EdgepassCommand.Result execute(List<String> command) {
        try {
            Path output = Files.createTempFile("docker", ".out");
            Process process = new ProcessBuilder(command)
                    .directory(EdgepassCommand.ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(command + " did not end in " + PATIENCE + ":\n" + Files.readString(output));
            }
            String text = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            return new EdgepassCommand.Result(process.exitValue(), text);
        } catch (IOException e) {
            // There is no such program.
            return new EdgepassCommand.Result(127, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
