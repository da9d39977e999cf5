package dev.edgepass.local.stack;

import dev.edgepass.jdk.SecretFile;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.webhook.WebhookSecret;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the local edge needs to report views (docs/views.md), in base64; made where it isn't there yet.
 *
 * @param secret signs reports; the issuer has it too
 * @param networkKey the edge's alone
 */
record UsageKeys(String secret, String networkKey) {
    /** @throws StartFailure where a file can't be read or made */
    static UsageKeys of(DataFolder data) {
        return new UsageKeys(secret(data.usageSecret()), secret(data.networkKey()));
    }

    /**
     * For an edge in a container: both in its own folder.
     *
     * @throws StartFailure where a file can't be read or made, or the edge has another secret than the issuer
     */
    static void prepareForContainers(DataFolder data) {
        UsageKeys keys = of(data);
        String edges = orFailure(() -> SecretFile.loadOrCreate(data.edgeUsageSecret(), keys::secret))
                .strip();
        if (!edges.equals(keys.secret)) {
            throw new StartFailure(data.edgeUsageSecret() + " isn't the secret in " + data.usageSecret()
                    + ": delete it, and run the command again.");
        }
    }

    /**
     * The secret in {@code file}.
     *
     * @throws StartFailure where it can't be read or made
     */
    static String secret(Path file) {
        return orFailure(() -> SecretFile.loadOrCreate(file, WebhookSecret::random))
                .strip();
    }

    /** The Worker's text bindings. */
    Map<String, String> vars(String url) {
        return Map.of("USAGE_URL", url, "USAGE_SECRET", secret, "NETWORK_KEY", networkKey);
    }

    private static String orFailure(Supplier<String> attempt) {
        try {
            return attempt.get();
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new StartFailure("The secrets of views' reports can't be used: " + IoReason.with(e) + ".", e);
        }
    }

    @Override
    public String toString() {
        return "UsageKeys[hidden]";
    }
}
