package dev.edgepass.local.cloud;

import dev.edgepass.jdk.FeedKeyFiles;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The feed's keys on this machine (docs/feed.md). The Worker pins their public parts. {@code down} leaves them. */
final class FeedKeySet extends Part {
    /** Cloudflare takes 5 KB for a variable. */
    private static final int LARGEST = 5_000;

    private final Path key;
    private final Path publicSet;

    FeedKeySet(Cloud cloud) {
        super(cloud, "");
        this.key = cloud.files().feedKey();
        this.publicSet = cloud.files().feedPublicKeys();
    }

    @Override
    Finding look() {
        return Files.exists(publicSet)
                ? new Finding.There("the feed's keys in " + key.getParent())
                : Finding.Step.make("the feed's keys in " + key.getParent(), "");
    }

    @Override
    void apply(Finding.Step step) {
        try {
            Files.createDirectories(key.getParent());
            new FeedKeyFiles(key).pin();
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new StartFailure("The feed's keys can't be made: " + e.getMessage() + ".", e);
        }
    }

    /** The public parts, a JWKS; empty where no keys were made yet. */
    Optional<String> jwks() {
        if (!Files.exists(publicSet)) {
            return Optional.empty();
        }
        try {
            if (Files.size(publicSet) > LARGEST) {
                throw new StartFailure(publicSet + " is larger than a Worker's variable may be (5 KB).");
            }
            return Optional.of(Files.readString(publicSet).strip());
        } catch (IOException e) {
            throw new StartFailure("Can't read " + publicSet + " (" + IoReason.of(e) + ").", e);
        }
    }
}
