package dev.edgepass.local.stack;

import dev.edgepass.jdk.SecretFile;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.webhook.WebhookSecret;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The secret with which the issuer asks the consumer about the log; made where there is none. */
final class AuditSecret {
    private AuditSecret() {}

    /**
     * In the folder of each service, where each has one.
     *
     * @throws StartFailure where a file can't be read or made, or the consumer has another secret than the issuer
     */
    static void prepare(DataFolder data) {
        String issuers = load(data.auditSecret(), WebhookSecret::random);
        if (!load(data.consumerAuditSecret(), () -> issuers).equals(issuers)) {
            throw new StartFailure(data.consumerAuditSecret() + " isn't the secret in " + data.auditSecret()
                    + ": delete it, and run the command again.");
        }
    }

    private static String load(Path file, Supplier<String> fresh) {
        try {
            return SecretFile.loadOrCreate(file, fresh).strip();
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new StartFailure("The audit's secret can't be used: " + IoReason.with(e) + ".", e);
        }
    }
}
