package dev.edgepass.local.stack;

import dev.edgepass.jdk.SecretFile;
import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.settings.Hs256Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A backend of the developer's own, tried beside the local identity.
 *
 * @param sessions believed like local logins
 * @param policy asked for who may see which paths, instead of the logins' claim
 */
public record OwnBackend(Optional<Sessions> sessions, Optional<Policy> policy) {
    /** There is none. */
    public static final OwnBackend NONE = new OwnBackend(Optional.empty(), Optional.empty());

    private static final int SECRET_BYTES = 32;

    /**
     * Sessions that the backend signs with HS256.
     *
     * @param secretFile with the secret, in base64
     * @param audience that the sessions have to name
     */
    public record Sessions(Path secretFile, String audience) {
        /** The audience of local logins. */
        public static final String AUDIENCE = LocalIdentity.AUDIENCE;

        public Sessions {
            secretFile = secretFile.toAbsolutePath().normalize();
        }

        /**
         * @throws StartFailure where the file has no secret that the issuer would take
         */
        void check() {
            try {
                Hs256Secret.parse("--hs256-secret-file: " + secretFile, read("--hs256-secret-file", secretFile));
            } catch (IllegalArgumentException e) {
                throw new StartFailure(
                        e.getMessage() + ": give the bytes that your backend signs its sessions with, in base64"
                                + " (openssl rand -base64 32 makes new ones).");
            }
        }
    }

    /**
     * The backend's answer to who may see what.
     *
     * @param secretFile with the bearer token that the issuer sends; without it one is made in the data folder
     */
    public record Policy(URI url, Optional<Path> secretFile) {
        public Policy {
            secretFile = secretFile.map(file -> file.toAbsolutePath().normalize());
        }

        /** The file with the secret, for the backend to read. */
        public Path secretFile(DataFolder data) {
            return secretFile.orElseGet(data::pathPolicySecret);
        }

        /**
         * @throws StartFailure where a given file has nothing that a header can carry
         */
        void check() {
            secretFile.ifPresent(file -> {
                if (!read("--path-policy-secret-file", file).strip().matches("[!-~]+")) {
                    throw new StartFailure(
                            "--path-policy-secret-file: " + file
                                    + " isn't one word of ASCII, which a header could carry (openssl rand -base64 32 makes one).");
                }
            });
        }

        private String secret(DataFolder data) {
            return secretFile
                    .map(file -> read("--path-policy-secret-file", file).strip())
                    .orElseGet(() -> loadOrCreate(data.pathPolicySecret()));
        }
    }

    /**
     * Reads the files, before anything starts.
     *
     * @throws StartFailure where one can't be used
     */
    void check() {
        sessions.ifPresent(Sessions::check);
        policy.ifPresent(Policy::check);
    }

    /** The issuer's properties. */
    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        sessions.ifPresent(own -> {
            properties.put(
                    "edgepass.identity.hs256-secret-file", own.secretFile().toString());
            properties.put("edgepass.identity.audience", own.audience());
        });
        policy.ifPresent(own -> {
            properties.put("edgepass.identity.path-policy.url", own.url().toString());
            // The developer has typed the address.
            properties.put("edgepass.identity.path-policy.allow-private-http", "true");
        });
        return properties;
    }

    /** The issuer's secrets, as environment variables. */
    Map<String, String> secrets(DataFolder data) {
        return policy.map(own -> Map.of("EDGEPASS_IDENTITY_PATHPOLICY_SECRET", own.secret(data)))
                .orElse(Map.of());
    }

    private static String read(String option, Path file) {
        try {
            // Any bytes are text here: what is no secret is refused as such.
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new StartFailure(option + ": can't read " + file + " (" + IoReason.of(e) + ").", e);
        }
    }

    private static String loadOrCreate(Path file) {
        try {
            return SecretFile.loadOrCreate(file, () -> {
                byte[] bytes = new byte[SECRET_BYTES];
                new SecureRandom().nextBytes(bytes);
                return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            });
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new StartFailure("Can't have a secret for --path-policy: " + IoReason.with(e) + ".", e);
        }
    }
}
