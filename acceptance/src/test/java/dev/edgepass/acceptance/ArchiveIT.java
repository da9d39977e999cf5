package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.local.media.R2;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** The audit's archive of a running system, verified by the public key alone (docs/audit.md). */
class ArchiveIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String LABEL = "Grandma's eightieth";
    private static final String RECIPIENT = "uncle.walter";
    private static final String PASSWORD = "open sesame to all";

    @TempDir
    private Path folder;

    @Test
    void what_happened_is_archived_through_kills_of_the_writer_and_no_word_or_secret_with_it() throws Exception {
        List<String> secrets = new ArrayList<>(List.of(LABEL, RECIPIENT, PASSWORD, "argon2"));
        try (RunningStack stack = RunningStack.start(folder.resolve("data"), 1);
                ProxiedConsumer consumer = ProxiedConsumer.replace(stack);
                S3Client store = R2.client(stack.s3())) {
            Product product = new Product(stack);
            String admin = stack.login("--admin");
            secrets.add(admin);
            secrets.add(product.mediaToken(admin, "projects/42/"));
            Product.Link link = linkWithWords(product, admin);
            secrets.add(link.secret());
            assertThat(product.revoke(admin, "link", link.id()).status()).isIn(201, 202);
            awaitArchived(stack, store, "edgepass.control/", 2);

            // Killed while there is something to seal, again and again.
            for (int kill = 0; kill < 3; kill++) {
                secrets.add(product.mediaToken(admin, "projects/42/"));
                product.createLink(admin, "projects/43/");
                consumer.kill();
                consumer.startAgain();
            }
            awaitArchived(stack, store, "edgepass.control/", 5);
            awaitArchived(stack, store, "edgepass.issuance/", 4);
            awaitArchived(stack, store, "edgepass.publications/", 1);
            consumer.kill();

            Path download = folder.resolve("archive");
            ArchiveDownload.assertHolds(stack, download);
            assertThat(Files.list(download)).hasSizeGreaterThanOrEqualTo(3);
            assertNothingIsIn(download, secrets);
        }
    }

    private static Product.Link linkWithWords(Product product, String admin) {
        Web.Answer answer = product.api(
                "POST",
                "share-links",
                admin,
                "{\"label\":\"" + LABEL + "\",\"recipient\":\"" + RECIPIENT + "\",\"password\":\"" + PASSWORD
                        + "\",\"paths\":[\"projects/42/\"]}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return new Product.Link(
                answer.json().get("id").asString(), answer.json().get("secret").asString());
    }

    /** Waits until the logs of that topic have so many events under their checkpoints. */
    private static void awaitArchived(RunningStack stack, S3Client store, String topic, long events) {
        String bucket = stack.s3().auditBucket();
        await().atMost(PATIENCE)
                .until(() -> ArchiveDownload.keys(store, bucket, "checkpoint/" + topic).stream()
                                .mapToLong(key -> Long.parseLong(store.getObjectAsBytes(
                                                get -> get.bucket(bucket).key(key))
                                        .asUtf8String()
                                        .lines()
                                        .toList()
                                        .get(1)))
                                .sum()
                        >= events);
    }

    private static void assertNothingIsIn(Path download, List<String> secrets) throws IOException {
        LogScan scan = new LogScan(secrets, List.of());
        List<LogScan.Finding> findings = new ArrayList<>();
        int files = 0;
        try (Stream<Path> all = Files.walk(download)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files++;
                findings.addAll(scan.scan(file));
            }
        }
        // Hashes are bytes, and some look like an address.
        findings.removeIf(finding -> finding.kind() == LogScan.Kind.ADDRESS);
        assertThat(findings).isEmpty();
        assertThat(files).isGreaterThan(9);
        String control = new String(
                Files.readAllBytes(largest(download.resolve("edgepass.control-0/tile/entries"))),
                StandardCharsets.ISO_8859_1);
        assertThat(control).contains("\"words\":").doesNotContain("walter");
    }

    /** It has all events. */
    private static Path largest(Path bundles) throws IOException {
        try (Stream<Path> all = Files.walk(bundles)) {
            return all.filter(Files::isRegularFile)
                    .max((one, other) ->
                            Long.compare(one.toFile().length(), other.toFile().length()))
                    .orElseThrow();
        }
    }
}
