package dev.edgepass.issuer.key;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The one source that the settings name. */
final class KeySources {
    private static final Path DEFAULT = Path.of(".edgepass/keys/signing.jwk");

    private KeySources() {}

    /**
     * @throws IllegalStateException where the settings name several, or only half of one
     */
    static KeySource of(KeySettings settings) {
        Map<String, KeySource> named = new LinkedHashMap<>();
        if (settings.signingFile() != null) {
            named.put("edgepass.keys.signing-file", KeyFolder.beside(settings.signingFile()));
        }
        if (settings.folder() != null) {
            named.put("edgepass.keys.folder", KeyFolder.of(settings.folder()));
        }
        if (settings.jwks() != null && !settings.jwks().isBlank()) {
            named.put("edgepass.keys.jwks", new KeySetText(settings.jwks()));
        }
        if (settings.pkcs12File() != null) {
            if (settings.pkcs12PasswordFile() == null) {
                throw new IllegalStateException(
                        "edgepass.keys.pkcs12-file needs edgepass.keys.pkcs12-password-file, a file with the store's password");
            }
            named.put(
                    "edgepass.keys.pkcs12-file", new Pkcs12Store(settings.pkcs12File(), settings.pkcs12PasswordFile()));
        }
        if (named.size() > 1) {
            throw new IllegalStateException(
                    "the signing keys have several sources: " + named.keySet() + " (expected: one of them)");
        }
        return named.values().stream().findFirst().orElseGet(() -> KeyFolder.beside(DEFAULT));
    }
}
