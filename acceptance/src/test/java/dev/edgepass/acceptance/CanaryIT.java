package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The issuer's canary against the real edge. */
class CanaryIT {
    private static final Map<String, String> EVERY_TWO_SECONDS = Map.of(
            "EDGEPASS_CANARY_OBJECT", SharedStack.IMAGE,
            "EDGEPASS_CANARY_INTERVAL", "PT2S",
            "EDGEPASS_CANARY_SHORTESTINTERVAL", "PT2S");

    @TempDir
    Path folder;

    @Test
    void it_measures_a_revocation_within_the_bound_and_counts_the_run() throws IOException {
        try (RunningStack stack = RunningStack.start(
                folder.resolve("data"),
                1,
                EVERY_TWO_SECONDS,
                "--media",
                SharedStack.media(folder).toString())) {
            Product product = new Product(stack);
            String admin = stack.login("--admin");

            JsonNode canary = await("a run of the canary")
                    .atMost(Duration.ofSeconds(120))
                    .until(
                            () -> actuator(product, stack, admin, "health/canary"),
                            health -> List.of("ok", "late")
                                    .contains(health.at("/details/outcome").asString("")));

            assertThat(canary.get("details").get("outcome").asString())
                    .as(canary.toString())
                    .isEqualTo("ok");
            assertThat(canary.get("details").get("refusedMs").asLong()).isBetween(0L, 5_000L);
            assertThat(actuator(product, stack, admin, "metrics/edgepass.canary.refused")
                            .toString())
                    .contains("COUNT");
            assertThat(EdgepassCommand.run(
                                    Duration.ofMinutes(1),
                                    "doctor",
                                    "--data",
                                    stack.data().toString())
                            .output())
                    .containsPattern(
                            "issuer.canary +The canary(?: saw a revocation refused \\d+ ms after|'s last run)");
        }
    }

    private static JsonNode actuator(Product product, RunningStack stack, String admin, String path) {
        return product.web
                .get(stack.issuer().resolve("/actuator/" + path), "Authorization", "Bearer " + admin)
                .json();
    }
}
