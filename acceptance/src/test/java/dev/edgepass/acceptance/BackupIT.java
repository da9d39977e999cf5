package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.event.Topics;
import dev.edgepass.local.backup.KafkaLogSource;
import dev.edgepass.local.backup.LogSource;
import dev.edgepass.local.process.Folders;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code backup} and {@code restore} (docs/backup.md): all is lost but a backup and what is at Cloudflare, for which the edge's folder stands. */
class BackupIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSPHRASE = "correct horse battery\n";
    private static final String WITH_PASSWORD =
            "{\"label\":\"Acceptance\",\"paths\":[\"projects/42/\"],\"password\":\"open sesame\"}";

    @TempDir
    Path folder;

    private Product.Link kept;
    private Product.Link revokedBefore;
    private Product.Link revokedSince;
    private Product.Link closedSince;
    private Product.Link lost;
    private Product.Link locked;
    private String oldToken;
    private List<String> log;
    private long end;

    @Test
    void keys_links_and_blocks_survive_the_loss_of_all_but_a_backup_and_the_edge() throws Exception {
        Path data = folder.resolve("data");
        Path file = folder.resolve("a.age");
        try (RunningStack stack =
                RunningStack.start(data, 1, "--media", SharedStack.media(folder).toString())) {
            live(stack, file);
        }
        loseAllButTheEdge(data);

        EdgepassCommand.Result restore = DocumentedCommand.command("./edgepass restore edgepass-2026-11-29.age")
                .with("edgepass-2026-11-29.age", file)
                .plus("--data", data, "--port-base", RunningStack.freeRange())
                .run(Duration.ofMinutes(2), PASSPHRASE);

        assertThat(restore.exitCode()).as(restore.output()).isZero();
        assertThat(restore.output())
                .contains("Restored the keys, and the log up to position " + end)
                .containsPattern("Stays blocked, .*: lnk:" + revokedSince.id() + "; 1 that the log doesn't name\\.")
                .containsPattern("Cut off by events that the log has lost .*: lnk:" + closedSince.id()
                        + "; 1 that the log doesn't name\\.")
                .contains("that is after position " + end + " of edgepass.control")
                .contains("how many isn't known")
                .doesNotContain(revokedBefore.id(), lost.id());
        try (RunningStack stack = RunningStack.start(data, 1)) {
            assertAllIsAsItWas(stack);
            assertLostIsLost(stack);
        }
        assertRestoredOnlyOnce(data, file);
    }

    private void live(RunningStack stack, Path file) throws Exception {
        Product product = new Product(stack);
        String admin = stack.login("--admin");
        kept = product.createLink(admin, "projects/42/");
        revokedBefore = product.createLink(admin, "projects/42/");
        revokedSince = product.createLink(admin, "projects/42/");
        closedSince = product.createLink(admin, "projects/42/");
        Web.Answer withPassword = product.api("POST", "share-links", admin, WITH_PASSWORD);
        locked = new Product.Link(
                withPassword.json().get("id").asString(),
                withPassword.json().get("secret").asString());
        oldToken = product.viewerToken(kept);
        assertThat(product.revoke(admin, "link", revokedBefore.id()).status()).isEqualTo(201);
        awaitView(product, stack, oldToken, 200, "");

        EdgepassCommand.Result backup = DocumentedCommand.command("./edgepass backup edgepass-2026-11-29.age")
                .with("edgepass-2026-11-29.age", file)
                .plus("--data", stack.data())
                .run(Duration.ofSeconds(60), PASSPHRASE);
        assertThat(backup.exitCode()).as(backup.output()).isZero();
        assertThat(stack.data().resolve("backup.json")).exists();
        log = log(stack);
        end = log.stream().filter(line -> line.startsWith(Topics.CONTROL)).count();

        lost = product.createLink(admin, "projects/42/");
        String since = product.viewerToken(lost);
        assertThat(product.revoke(admin, "link", revokedSince.id()).status()).isEqualTo(201);
        assertThat(product.revoke(admin, "subject", "a stranger").status()).isEqualTo(201);
        Web.Answer closed = product.api("DELETE", "share-links/" + closedSince.id(), admin, "", "Prefer", "wait=30");
        assertThat(closed.status()).as(closed.toString()).isBetween(200, 204);
        awaitView(product, stack, since, 200, "");
    }

    private static void loseAllButTheEdge(Path data) throws IOException {
        try (Stream<Path> parts = Files.list(data)) {
            parts.filter(part -> !part.getFileName().toString().equals("edge")).forEach(Folders::delete);
        }
    }

    private void assertAllIsAsItWas(RunningStack stack) throws Exception {
        Product product = new Product(stack);
        await("a token from before is refused, and the link gives a new one")
                .atMost(PATIENCE)
                .untilAsserted(() -> {
                    assertThat(view(product, stack, oldToken).problem()).isEqualTo("revoked");
                    assertThat(view(product, stack, product.viewerToken(kept)).status())
                            .isEqualTo(200);
                });
        assertThat(exchange(product, locked, "open sesame").status()).isEqualTo(201);
        assertThat(exchange(product, locked, "open barley").status()).isEqualTo(403);
        assertThat(product.exchange(revokedBefore).status()).isNotEqualTo(201);

        assertThat(log(stack)).containsAll(log);
        assertThat(timesOfControl(stack)).isEqualTo("LogAppendTime");
        EdgepassCommand.Result replay = EdgepassCommand.run(
                Duration.ofSeconds(120),
                "replay",
                "--dry-run",
                "--data",
                stack.data().toString());
        assertThat(replay.exitCode()).as(replay.output()).isZero();
    }

    /** By the log alone the link would be as good as when the backup was made. */
    private void assertLostIsLost(RunningStack stack) {
        Product product = new Product(stack);
        awaitView(product, stack, product.viewerToken(revokedSince), 403, "blocked");
        assertThat(product.exchange(closedSince).status())
                .as("open again, as restore has said")
                .isEqualTo(201);
        assertThat(product.exchange(lost).status()).isNotEqualTo(201);
    }

    private static void assertRestoredOnlyOnce(Path data, Path file) {
        EdgepassCommand.Result again = EdgepassCommand.run(
                Duration.ofSeconds(60), PASSPHRASE, List.of("restore", file.toString(), "--data", data.toString()));
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.output()).startsWith("There are keys (").contains(" and a log (");
    }

    private static void awaitView(Product product, RunningStack stack, String token, int status, String problem) {
        await("a view is " + status + " " + problem).atMost(PATIENCE).untilAsserted(() -> {
            Web.Answer answer = view(product, stack, token);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
            assertThat(answer.problem()).isEqualTo(problem);
        });
    }

    private static Web.Answer view(Product product, RunningStack stack, String token) {
        URI edge = stack.edges().get(0);
        return product.view(edge, token, SharedStack.IMAGE);
    }

    private static Web.Answer exchange(Product product, Product.Link link, String password) {
        return product.api(
                "POST",
                "share-links/access-token",
                "",
                "{\"secret\":\"" + link.secret() + "\",\"password\":\"" + password + "\"}");
    }

    /** Each record: where it stands, when the log took it, and what it says. */
    private static List<String> log(RunningStack stack) throws IOException {
        List<String> records = new ArrayList<>();
        try (LogSource source = new KafkaLogSource(stack.kafka())) {
            for (String topic : List.of(Topics.CONTROL, Topics.ISSUANCE)) {
                source.read(
                        source.extent(topic),
                        message -> records.add(topic + " " + message.partition() + "@" + message.offset() + " "
                                + message.timestamp() + " " + message.headers().size() + " "
                                + new String(message.value(), StandardCharsets.UTF_8)));
            }
        }
        return records;
    }

    private static String timesOfControl(RunningStack stack) throws Exception {
        ConfigResource control = new ConfigResource(ConfigResource.Type.TOPIC, Topics.CONTROL);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafka()))) {
            return admin.describeConfigs(List.of(control))
                    .all()
                    .get()
                    .get(control)
                    .get("message.timestamp.type")
                    .value();
        }
    }
}
