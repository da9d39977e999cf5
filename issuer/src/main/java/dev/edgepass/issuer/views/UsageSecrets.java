package dev.edgepass.issuer.views;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.jdk.SecretFile;
import dev.edgepass.webhook.WebhookSecret;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The secrets that reports of views are signed with: the one in use, and the one before while it is changed. Read at the start; without the first no report is taken. Who has one
 * can invent views, and open nothing. Thread-safe.
 */
@Component
public class UsageSecrets {
    static final String CURRENT = "edgepass.usage.secret-file";
    static final String FORMER = "edgepass.usage.former-secret-file";

    private final Map<String, WebhookSecret> secrets = new LinkedHashMap<>();

    /**
     * @throws IllegalStateException where a file is missing, or others may read it
     * @throws IllegalArgumentException where it holds no secret
     */
    UsageSecrets(UsageSettings settings) {
        add("current", CURRENT, settings.secretFile());
        if (!secrets.isEmpty()) {
            add("former", FORMER, settings.formerSecretFile());
        }
    }

    /**
     * @throws ProblemException {@code unauthenticated} where there is none, so that no report is read
     */
    public void requireAny() {
        if (secrets.isEmpty()) {
            throw ReportSignature.refused("this issuer takes none, since " + CURRENT + " isn't set");
        }
    }

    /** Whether reports are taken, so that views can be counted. */
    public boolean areSet() {
        return !secrets.isEmpty();
    }

    /**
     * @throws ProblemException {@code unauthenticated}
     */
    public SignedReport verify(ReportSignature signature, byte[] body) {
        for (Map.Entry<String, WebhookSecret> secret : secrets.entrySet()) {
            if (signature.isOf(secret.getValue(), body)) {
                return new SignedReport(signature.isolate(), signature.number(), secret.getKey());
            }
        }
        throw ReportSignature.refused("webhook-signature isn't that of id, time and body under this issuer's secret");
    }

    private void add(String name, String property, @Nullable Path file) {
        if (file != null && !file.toString().isBlank()) {
            secrets.put(name, WebhookSecret.parse(SecretFile.load(file), property));
        }
    }

    /** Without them. */
    @Override
    public String toString() {
        return "UsageSecrets" + secrets.keySet();
    }
}
