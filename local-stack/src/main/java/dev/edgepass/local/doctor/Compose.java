package dev.edgepass.local.doctor;

import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.Containers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same doctor inside the containers' network, where Kafka, Redis and the services have addresses. */
record Compose(Containers containers) {
    private static final int LIMIT_SECONDS = 90;
    private static final int LARGEST = 1 << 20;

    /**
     * The checks that were made inside.
     *
     * @throws NotSeen where Docker isn't there, the system doesn't run, or the answer isn't a doctor's
     */
    List<Check> checks() {
        Process process;
        try {
            process = containers.start(Containers.TOOLS, "doctor", "--json", "--inside");
        } catch (StartFailure e) {
            throw new NotSeen(String.valueOf(e.getMessage()), e);
        }
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
        try {
            String text = output.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            return parse(text, process.waitFor());
        } catch (TimeoutException e) {
            throw new NotSeen("The containers' network wasn't reached within " + LIMIT_SECONDS + " s.", e);
        } catch (ExecutionException e) {
            throw new NotSeen("The answer from the containers' network can't be read.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSeen("It was interrupted.", e);
        } finally {
            process.destroy();
        }
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readNBytes(LARGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Check> parse(String text, int exitCode) {
        List<Check> checks = new ArrayList<>();
        try {
            for (JsonNode check : JsonMapper.shared().readTree(text).path("checks")) {
                checks.add(new Check(
                        CheckId.of(check.path("id").asString("")).orElseThrow(IllegalArgumentException::new),
                        Level.valueOf(check.path("level").asString("").toUpperCase(Locale.ROOT)),
                        check.path("seen").asString(""),
                        check.path("mend").asString("")));
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw new NotSeen("The tools' container answers with something else than checks of this build.", e);
        }
        if (checks.isEmpty()) {
            throw new NotSeen("docker compose can't run the tools' container (exit code " + exitCode + ").");
        }
        return checks;
    }
}
