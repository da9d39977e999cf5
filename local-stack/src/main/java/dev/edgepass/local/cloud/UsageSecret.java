package dev.edgepass.local.cloud;

import dev.edgepass.jdk.SecretFile;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.webhook.WebhookSecret;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The secret that signs reports of views (docs/views.md), on this machine: the Worker and the issuer have it. {@code down} leaves it. */
final class UsageSecret extends Part {
    private final Path file;

    UsageSecret(Cloud cloud) {
        super(cloud, "");
        this.file = cloud.files().usageSecret();
    }

    @Override
    Finding look() {
        String text = "the secret of views' reports in " + file;
        return Files.exists(file) ? new Finding.There(text) : Finding.Step.make(text, "");
    }

    @Override
    void apply(Finding.Step step) {
        load();
    }

    /** In base64; empty where none was made yet. */
    Optional<String> text() {
        return Files.exists(file) ? Optional.of(load()) : Optional.empty();
    }

    private String load() {
        try {
            return SecretFile.loadOrCreate(file, WebhookSecret::random).strip();
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new StartFailure("The secret of views' reports can't be used: " + e.getMessage() + ".", e);
        }
    }
}
