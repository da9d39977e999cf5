package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.local.media.R2;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The audit's archive of a stack whose consumer is gone, as an auditor downloads it: each log in a folder of its own, with checkpoint, tile/ and blob/. */
final class ArchiveDownload {
    private ArchiveDownload() {}

    /** Downloads it, and has the documented command verify it by the public key alone. */
    static void assertHolds(RunningStack stack, Path to) throws IOException {
        try (S3Client store = R2.client(stack.s3())) {
            String bucket = stack.s3().auditBucket();
            for (String key : keys(store, bucket, "")) {
                write(
                        key,
                        store.getObjectAsBytes(get -> get.bucket(bucket).key(key))
                                .asByteArray(),
                        to);
            }
        }
        EdgepassCommand.Result key = DocumentedCommand.command("./edgepass audit key")
                .plus("--data", stack.data())
                .run(Duration.ofSeconds(60));
        assertThat(key.exitCode()).as(key.output()).isZero();
        assertThat(key.output()).startsWith("edgepass+");

        EdgepassCommand.Result verdict = EdgepassCommand.run(
                Duration.ofSeconds(60),
                "audit",
                "verify",
                "--dir",
                to.toString(),
                "--key",
                key.output().strip());
        assertThat(verdict.exitCode()).as(verdict.output()).isZero();
        assertThat(verdict.output()).contains("edgepass.control-0: holds", "logs hold.");
    }

    /** Of objects that begin so. */
    static List<String> keys(S3Client store, String bucket, String prefix) {
        return store.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private static void write(String key, byte[] bytes, Path to) throws IOException {
        // <kind>/<topic>/<partition>/<topic id>/<rest>
        String[] parts = key.split("/", 5);
        String kind = parts[0].equals("partial") ? "tile" : parts[0];
        Path log = to.resolve(parts[1] + '-' + parts[2]);
        Path file = parts.length == 4 ? log.resolve(kind) : log.resolve(kind).resolve(parts[4]);
        Files.createDirectories(file.getParent());
        boolean isBundle = kind.equals("tile") && parts[4].startsWith("entries/");
        Files.write(file, isBundle ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes);
    }
}
