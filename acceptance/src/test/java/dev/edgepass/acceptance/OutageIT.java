package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds when parts are gone, and after everything was killed. */
class OutageIT {
    @TempDir
    Path folder;

    @Test
    void a_valid_token_still_views_and_no_write_is_called_a_success_when_the_home_server_s_parts_are_gone()
            throws IOException {
        // As many locations as without --pops.
        try (RunningStack stack = RunningStack.start(
                folder.resolve("data"),
                1,
                tracedWithStructuredLogs(),
                DocumentedCommand.command("./edgepass up --media path/to/your/streams")
                        .with("path/to/your/streams", SharedStack.media(folder)))) {
            Product product = new Product(stack);
            String admin = stack.login("--admin");
            Product.Link link = product.createLink(admin, "projects/42/");
            String token = product.viewerToken(link);

            stack.kill("redis");
            assertThat(product.api("POST", "access-token", admin, "{\"paths\":[\"projects/42/\"]}")
                            .status())
                    .isEqualTo(503);
            Web.Answer revocation = product.revoke(admin, "token", "some-token");
            assertThat(revocation.status())
                    .as("revoking needs the log only: " + revocation)
                    .isIn(201, 202);

            stack.kill("kafka");
            Web.Answer refused = product.revoke(admin, "link", link.id());
            assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
            assertThat(refused.problem()).isEqualTo("log-unavailable");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertTheWarningHasTheTraceOf(
                    "send edgepass.control", stack.data().resolve("logs/issuer.log"), "Kafka didn't acknowledge");

            stack.kill("consumer");
            stack.kill("issuer");
            await().during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(product.viewEverywhere(token, SharedStack.IMAGE))
                            .containsOnly(200));
        }
    }

    @Test
    void after_a_kill_of_everything_the_next_start_cleans_up_and_has_what_was_acknowledged_right_before_in_force()
            throws IOException {
        Path data = folder.resolve("data");
        RunningStack killed =
                RunningStack.start(data, 1, "--media", SharedStack.media(folder).toString());
        Product before = new Product(killed);
        String admin = killed.login("--admin");
        Product.Link kept = before.createLink(admin, "projects/42/");
        String keptToken = before.viewerToken(kept);
        Product.Link revoked = before.createLink(admin, "projects/42/");
        String revokedToken = before.viewerToken(revoked);
        List<Long> pids = killed.pids();
        // Acknowledged, and nothing more: neither published nor folded, for all that anybody knows.
        assertThat(before.revoke(admin, "link", revoked.id(), "Prefer", "wait=0")
                        .status())
                .isEqualTo(202);
        List.of("kafka", "consumer", "issuer").forEach(killed::kill);
        killed.killUp();

        try (RunningStack resumed = RunningStack.start(data, 1)) {
            Product after = new Product(resumed);

            assertThat(pids)
                    .noneMatch(pid ->
                            ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(after.viewEverywhere(revokedToken, SharedStack.IMAGE))
                        .containsOnly(403);
                assertThat(after.viewEverywhere(keptToken, SharedStack.IMAGE)).containsOnly(200);
            });
            assertThat(after.exchange(kept).status()).isEqualTo(201);
            assertThat(after.exchange(revoked).status()).isEqualTo(403);
            assertTheAuditHasIt(resumed, after, revoked);
        }
    }

    /** The index, and the archive as somebody else verifies it. */
    private void assertTheAuditHasIt(RunningStack stack, Product product, Product.Link revoked) throws IOException {
        String auditor = stack.login("--auditor");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Web.Answer link = product.api("GET", "audit/links/" + revoked.id(), auditor, "");
            assertThat(link.status()).as(link.toString()).isEqualTo(200);
            assertThat(link.json().get("state").asString()).isEqualTo("blocked");
            Web.Answer sealed = product.api("POST", "audit/seal", auditor, "");
            assertThat(sealed.status()).as(sealed.toString()).isEqualTo(200);
        });
        stack.kill("consumer");
        ArchiveDownload.assertHolds(stack, folder.resolve("archive"));
    }

    private static Map<String, String> tracedWithStructuredLogs() {
        Map<String, String> environment = new HashMap<>(SharedStack.spans().environment());
        environment.put("LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs");
        return environment;
    }

    private static void assertTheWarningHasTheTraceOf(String failed, Path log, String text) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<String> traces = SharedStack.spans().spans().stream()
                    .filter(span ->
                            span.name().equals(failed) && span.attributes().containsKey("exception"))
                    .map(ReceivedSpan::trace)
                    .toList();
            List<JsonNode> warnings = Files.readAllLines(log).stream()
                    .map(JsonMapper.shared()::readTree)
                    .filter(line -> line.path("message").asString().contains(text))
                    .toList();
            assertThat(warnings).isNotEmpty().allSatisfy(line -> {
                assertThat(line.path("service").path("name").asString()).isEqualTo("edgepass-issuer");
                assertThat(line.path("trace.id").asString()).isIn(traces);
            });
        });
    }
}
